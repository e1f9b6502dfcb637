import { readConfig } from './config.js';

const database = { DATABASE_URL: 'postgresql://u:secret-canary@127.0.0.1/liaison' };

describe('the configuration', () => {
  it('needs nothing on this machine', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', demo: true, logLevel: 'info' });
    expect(config.origins).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000']);
  });

  it('takes what is given; an empty value counts as not given', () => {
    const config = readConfig({ ...database, PORT: '8080', LIAISON_DEMO: 'true', LOG_LEVEL: '' });
    expect(config).toMatchObject({ port: 8080, demo: true, logLevel: 'info', databaseUrl: database.DATABASE_URL });
  });

  it.each([
    [{ PORT: 'many' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ LIAISON_DEMO: 'yes' }, 'LIAISON_DEMO'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ DATABASE_URL: 'mysql://u:secret-canary@host/x' }, 'DATABASE_URL'],
    [{ DATABASE_OWNER_URL: 'secret-canary' }, 'DATABASE_OWNER_URL'],
    [{ LIAISON_ORIGINS: 'https://liaison.example/' }, 'LIAISON_ORIGINS'],
    [{ LIAISON_ORIGINS: '*' }, 'LIAISON_ORIGINS'],
    [{ LIAISON_ORIGINS: 'http://liaison.example' }, 'LIAISON_ORIGINS'],
    [{ LIAISON_TRUSTED_PROXIES: '10.0.0.0/99' }, 'LIAISON_TRUSTED_PROXIES'],
    [{ LIAISON_PROT: '1' }, 'LIAISON_PROT'],
    [{ LIAISON_LOG_ORIGIN: 'two words' }, 'LIAISON_LOG_ORIGIN'],
    [{ ...database, DATABASE_LOG_URL: database.DATABASE_URL }, 'LIAISON_LOG_DIR'],
    [{ ...database, HOST: '0.0.0.0' }, 'LIAISON_ORIGINS'],
    [{ HOST: '0.0.0.0', LIAISON_ORIGINS: 'https://liaison.example' }, 'HOST'],
    [{ LIAISON_DEMO_HOST: '0.0.0.0' }, 'LIAISON_ORIGINS'],
  ])('%j stops the start and names the key, not the value', (env, key) => {
    expect(() => readConfig(env)).toThrow(new RegExp(`^${key} `));
    expect(() => readConfig(env)).not.toThrow(/secret-canary/);
  });

  it('names the access log after the first origin, unless told otherwise', () => {
    const origins = { LIAISON_ORIGINS: 'https://a.example:8443,https://b.example' };
    expect(readConfig({ ...database, ...origins }).logName).toBe('a.example:8443/log');
    expect(readConfig({ ...database, ...origins, LIAISON_LOG_ORIGIN: 'c.example/log' }).logName).toBe('c.example/log');
    expect(readConfig({ LIAISON_DATA_DIR: '/d' }).logDir).toMatch(/log$/);
  });

  it('lets other machines in when it is told under which origin', () => {
    const config = readConfig({
      ...database,
      HOST: '0.0.0.0',
      LIAISON_ORIGINS: 'https://a.example, https://b.example:8443',
    });
    expect(config.origins).toEqual(['https://a.example', 'https://b.example:8443']);
    expect(config.isLoopback).toBe(false);
  });

  it('opens a demonstration to others by a key of its own only', () => {
    const config = readConfig({ LIAISON_DEMO_HOST: '0.0.0.0', LIAISON_ORIGINS: 'https://a.example' });
    expect(config).toMatchObject({ demo: true, listenOn: '0.0.0.0', isLoopback: false });
    expect(readConfig({ ...database, LIAISON_DEMO_HOST: '0.0.0.0' }).listenOn).toBe('127.0.0.1');
  });
});
