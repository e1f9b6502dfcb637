import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { configKeys } from '../../apps/server/src/platform/config/config-keys.js';
import { readConfig } from '../../apps/server/src/platform/config/config.js';

/** No Docker engine is at hand here: the file is read as Docker reads it, and what it promises is looked up in it. */
interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[] | Readonly<Record<string, { readonly ipv4_address?: string }>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = load(text, { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name] ?? ({ image: '', networks: [] } satisfies Service);
const networksOf = ({ networks }: Service): string[] =>
  Array.isArray(networks) ? (networks as string[]) : Object.keys(networks);

/** What deploy/secrets.sh makes, in a folder of the test's own. */
const folder = mkdtempSync(join(tmpdir(), 'liaison-secrets-'));
const makeSecrets = (origin: string) =>
  spawnSync('deploy/secrets.sh', [origin], { env: { ...process.env, LIAISON_SECRETS: folder }, encoding: 'utf8' });
beforeAll(() => void makeSecrets('https://liaison.example'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An env file as Docker reads it. */
const environmentIn = (name: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(readFileSync(join(folder, name), 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm), ([, key, value]) => [
      key,
      value,
    ]),
  ) as Record<string, string>;

describe.each(services)('the container %s', (name, one) => {
  it('may do nothing that it does not need', () => {
    expect(one.read_only).toBe(true);
    expect(one.cap_drop).toEqual(['ALL']);
    expect(one.security_opt).toEqual(['no-new-privileges:true']);
    expect(one.privileged).toBeUndefined();
    expect(one.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(one.volumes ?? []).not.toContainEqual(expect.stringContaining('docker.sock'));
  });

  it('runs a version that is named exactly', () => expect(one.image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/));

  it('says whether it is well', () => {
    if (name === 'prepare') expect(one.restart).toBe('no');
    else expect(one.healthcheck?.test?.[0]).toMatch(/^CMD/);
  });
});

describe('the whole', () => {
  it('has two servers that differ in nothing', () => expect(service('server-1')).toEqual(service('server-2')));

  it('is reached through the proxy alone', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks.back).toEqual({ internal: true });
    for (const name of ['postgres', 'redis', 'prepare']) expect(networksOf(service(name))).toEqual(['back']);
  });

  it('knows the owner’s log in in the one container that ends', () => {
    const files = services.map(([name, { env_file }]) => [
      name,
      (env_file ?? []).map((file) => file.split('/').at(-1)),
    ]);
    expect(Object.fromEntries(files)).toMatchObject({ 'server-1': ['server.env'], prepare: ['prepare.env'] });
    expect(environmentIn('server.env')).not.toHaveProperty('DATABASE_OWNER_URL');
    expect(environmentIn('prepare.env').DATABASE_OWNER_URL).toMatch(/^postgresql:\/\/liaison_owner:/);
    expect(service('server-1').depends_on).toMatchObject({ prepare: { condition: 'service_completed_successfully' } });
  });

  it('keeps the database and the access log’s tree on named volumes', () => {
    expect(Object.keys(compose.volumes)).toEqual(['database', 'log']);
    expect(service('postgres').volumes).toContain('database:/var/lib/postgresql/data');
  });

  it('lets both servers make the tree in one folder, and nobody else', () => {
    const folder = service('server-1').environment?.LIAISON_LOG_DIR;
    expect(folder).toBe('/var/lib/liaison/log');
    const having = services.filter(([, { volumes }]) => volumes?.includes(`log:${folder}`)).map(([name]) => name);
    expect(having).toEqual(['server-1', 'server-2']);
    expect(environmentIn('server.env').DATABASE_LOG_URL).toMatch(/^postgresql:\/\/liaison_log:/);
    expect(environmentIn('prepare.env')).not.toHaveProperty('DATABASE_LOG_URL');
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`install -d -o 1000 -g 1000 -m 0750 ${folder}`);
  });

  it('gives a server the time that its orderly end may take', () =>
    expect(service('server-1').stop_grace_period).toBe('30s'));

  it('holds no secret, and neither does the repository', () => {
    expect(text).not.toMatch(/password\s*[:=]\s*['"]?[\w-]{6,}|:\/\/[^\s:]+:[^\s@]+@/i);
    expect(Object.values(compose.secrets).every(({ file }) => file.startsWith('./deploy/secrets/'))).toBe(true);
    expect(execFileSync('git', ['check-ignore', 'deploy/secrets/server.env'], { encoding: 'utf8' })).toContain(
      'secrets',
    );
    expect(readFileSync('.dockerignore', 'utf8')).toMatch(/^\*$/m);
  });
});

describe('deploy/secrets.sh', () => {
  it('makes everything that the file names, in a folder that only its maker enters', () => {
    const named = Object.values(compose.secrets).map(({ file }) => file.split('/').at(-1));
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([...named, 'server.env', 'prepare.env']));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('changes nothing that is there', () => {
    const before = environmentIn('prepare.env');
    expect(makeSecrets('https://elsewhere.example').status).toBe(0);
    expect(environmentIn('prepare.env')).toEqual(before);
  });

  it.each(['', 'http://liaison.example', 'https://a/b', 'https://$(id)'])('refuses the origin %p', (origin) =>
    expect(makeSecrets(origin).status).toBe(2),
  );

  it.each(['server', 'prepare'])('and the file give the %s a configuration that it takes', (name) => {
    const one = service(name === 'server' ? 'server-1' : name);
    const keys = Object.keys({ ...environmentIn(`${name}.env`), ...one.environment });
    expect(keys.filter((key) => !configKeys.some((known) => known.key === key))).toEqual([]);
    const config = readConfig({ ...environmentIn(`${name}.env`), ...one.environment });
    expect(config).toMatchObject({ demo: false, origins: ['https://liaison.example'] });
  });

  it('and the file name one address of the proxy', () => {
    const { networks } = service('proxy');
    const address = Array.isArray(networks) ? undefined : (networks as Record<string, { ipv4_address?: string }>).front;
    expect(service('server-1').environment?.LIAISON_TRUSTED_PROXIES).toBe(address?.ipv4_address);
  });
});

const haproxy = '/usr/sbin/haproxy';
const checked = existsSync(haproxy) ? it : it.skip;
checked(`the proxy takes its configuration${existsSync(haproxy) ? '' : ': haproxy is not installed'}`, () => {
  const { environment } = service('proxy');
  const here = { ...environment, LIAISON_TLS_PEM: join(folder, 'tls.pem') };
  const { status, stdout, stderr } = spawnSync(haproxy, ['-c', '-f', 'deploy/haproxy.cfg'], {
    env: { ...process.env, ...here },
    encoding: 'utf8',
  });
  expect(`${status} ${stdout}${stderr}`).toMatch(/^0 /);
});

describe('the image', () => {
  const stages = readFileSync('Dockerfile', 'utf8')
    .split(/^FROM /m)
    .slice(1);
  const [, dependencies = '', last = ''] = stages;

  it('is built on one exact version of Node’s long-term line', () =>
    expect(new Set(stages.map((stage) => stage.split(/\s/)[0]))).toEqual(new Set(['node:24.11.1-bookworm-slim'])));

  it('carries what runs the server and nothing that builds it', () => {
    expect(dependencies).toContain('RUN npm ci --omit=dev');
    expect(last.match(/^COPY .*/gm)?.every((line) => line.startsWith('COPY --from='))).toBe(true);
    expect(last.match(/^RUN .*/gm)).toEqual(['RUN install -d -o 1000 -g 1000 -m 0750 /var/lib/liaison/log']);
  });

  it('does not run as root', () => expect(last).toMatch(/^USER 1000:1000$/m));
});
