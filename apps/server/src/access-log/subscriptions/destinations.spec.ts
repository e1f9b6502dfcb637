import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../../platform/config/config.js';
import { rootLog } from '../../platform/logging/log.js';
import { Destinations, placeOf, type Credentials } from './destinations.js';

const folder = mkdtempSync(join(tmpdir(), 'liaison-destinations-'));
const path = join(folder, 'destinations.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = {
  name: 'nl-siem',
  agency: 'NL',
  for: 'auditors',
  format: 'syslog',
  address: 'tls://siem.nl.example:6514',
  ca: 'ca.pem',
};

function read(content: unknown): Destinations {
  writeFileSync(join(folder, 'ca.pem'), 'one');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return new Destinations(new Config({ logDestinations: path }));
}

it('each place is for one agency, and there for its auditors or for oversight', () => {
  const list = read([good, { ...good, name: 'nl-over', for: 'oversight' }]);
  expect(list.of('NL', false)?.map(({ name }) => name)).toEqual(['nl-siem']);
  expect(list.of('NL', true)?.map(({ name }) => name)).toEqual(['nl-over']);
  expect(list.of('FR', false)).toEqual([]);
});

it('certificates are read each time, from the folder of the file', async () => {
  const list = read([good]);
  const [one] = list.of('NL', false) ?? [];
  if (!one) throw new Error('not there');
  expect(await list.credentials(one)).toEqual({ ca: Buffer.from('one') });
  writeFileSync(join(folder, 'ca.pem'), 'two');
  expect(await list.credentials(one)).toEqual({ ca: Buffer.from('two') });
});

it('the list is read each time, and is none while it cannot be', () => {
  const list = read([good]);
  writeFileSync(path, '[]');
  expect(list.of('NL', false)).toEqual([]);
  writeFileSync(path, '{');
  expect(list.of('NL', false)).toBeNull();
  writeFileSync(path, JSON.stringify([good]));
  expect(list.of('NL', false)).toHaveLength(1);
});

it('certificates that cannot be read any more are told to the operator, with the place that nobody can choose: once', async () => {
  const told: string[] = [];
  const spies = (['error', 'info'] as const).map((level) =>
    jest.spyOn(rootLog, level).mockImplementation((text: unknown) => void told.push(String(text))),
  );
  const list = read([good]);
  const [one] = list.of('NL', false) ?? [];
  if (!one) throw new Error('not there');
  rmSync(join(folder, 'ca.pem'));
  for (let n = 0; n < 3; n += 1) await expect(list.credentials(one)).rejects.toThrow('ENOENT');
  writeFileSync(join(folder, 'ca.pem'), 'one');
  for (let n = 0; n < 2; n += 1) await list.credentials(one);
  expect(told).toEqual([
    expect.stringMatching(
      /^log destinations: nl-siem: .*ENOENT.*ca\.pem.*nobody can choose it, and nothing is sent there$/,
    ),
    'log destinations: nl-siem: its certificates can be read again',
  ]);
  spies.forEach((spy) => spy.mockRestore());
});

it('a list that is broken later is told to the operator: which entry, once, and again when it is something else', () => {
  const told: string[] = [];
  const spies = (['error', 'info'] as const).map((level) =>
    jest.spyOn(rootLog, level).mockImplementation((text: unknown) => void told.push(String(text))),
  );
  const list = read([good]);
  const becomes = (content: unknown): void => {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    for (let n = 0; n < 3; n += 1) list.of('NL', false);
  };
  becomes([good, { ...good, name: 'nl-over', address: 'tcp://siem:514' }]);
  becomes('{');
  becomes([good]);
  expect(told).toEqual([
    expect.stringContaining('LIAISON_LOG_DESTINATIONS entry 2: address must be tls://host:port'),
    expect.stringContaining('LIAISON_LOG_DESTINATIONS must be a file with a list'),
    'log destinations: the list can be read again',
  ]);
  for (const spy of spies) spy.mockRestore();
});

describe('the place of a name', () => {
  const nowhere: Credentials = {};
  const [one] = read([good]).of('NL', false) ?? [];
  if (!one) throw new Error('not there');
  const json = { ...one, format: 'json', address: 'https://siem.nl.example/in' } as const;

  it.each([
    ['another host', { ...json, address: 'https://siem.fr.example/in' }, nowhere],
    ['another port', { ...json, address: 'https://siem.nl.example:8443/in' }, nowhere],
    ['another path', { ...json, address: 'https://siem.nl.example/in/fr' }, nowhere],
    ['another query', { ...json, address: 'https://siem.nl.example/in?tenant=fr' }, nowhere],
    ['another format', one, nowhere],
    ['an authority', json, { ca: Buffer.from('one') }],
    ['a certificate that is shown', json, { cert: Buffer.from('one') }],
  ])('is another with %s', (_name, other, credentials) => {
    expect(placeOf(other, credentials).fingerprint).not.toBe(placeOf(json, nowhere).fingerprint);
  });

  it('is the same by another name, and with another key for the same certificate', () => {
    const key = { key: Buffer.from('one') };
    expect(placeOf({ ...json, name: 'other' }, key)).toEqual(placeOf(json, nowhere));
  });
});

it('a key that others can read stops the start, and is not used later', async () => {
  const [cert, key] = [join(folder, 'client.pem'), join(folder, 'client.key')];
  for (const file of [cert, key]) writeFileSync(file, 'x', { mode: 0o600 });
  const withKey = { ...good, cert: 'client.pem', key: 'client.key' };
  const list = read([withKey]);
  const [one] = list.of('NL', false) ?? [];
  if (!one) throw new Error('not there');
  expect(Object.keys(await list.credentials(one))).toEqual(['ca', 'cert', 'key']);
  chmodSync(key, 0o640);
  await expect(list.credentials(one)).rejects.toThrow('names a key that others than its owner can read');
  expect(() => read([withKey])).toThrow('LIAISON_LOG_DESTINATIONS names a key that others than its owner can read');
});

it('without a file there is none', () => {
  expect(new Destinations(new Config()).of('NL', false)).toEqual([]);
});

it.each([
  ['no JSON', '{', 'must be a file with a list'],
  ['no list', {}, 'must be a file with a list'],
  ['an entry that is none', [null], 'entry 1: it must be an object'],
  ['a list for an entry', [[good]], 'entry 1: it must be an object'],
  ['a name twice', [good, good], 'names nl-siem twice'],
  ['a name with spaces', [{ ...good, name: 'a b' }], 'entry 1: name'],
  ['an unknown field', [{ ...good, adress: 'x' }], 'entry 1: adress'],
  ['another reader', [{ ...good, for: 'everybody' }], 'entry 1: for'],
  ['no agency', [{ ...good, agency: undefined }], 'entry 1: agency'],
  ['syslog without TLS', [{ ...good, address: 'tcp://siem:514' }], 'entry 1: address'],
  ['syslog without a port', [{ ...good, address: 'tls://siem' }], 'entry 1: address'],
  ['plain http', [{ ...good, format: 'json', address: 'http://siem/in' }], 'entry 1: address'],
  ['a password in the address', [{ ...good, format: 'json', address: 'https://a:b@siem/in' }], 'entry 1: address'],
  ['a key without a certificate', [{ ...good, key: 'ca.pem' }], 'entry 1: cert and key'],
  ['a certificate that is not there', [{ ...good, ca: 'gone.pem' }], 'names a file that cannot be read'],
])('%s stops the start and says where', (_name, content, problem) => {
  expect(() => read(content)).toThrow(`LIAISON_LOG_DESTINATIONS ${problem}`);
});

it('a file that is not there stops it too', () => {
  expect(() => new Destinations(new Config({ logDestinations: join(folder, 'gone') }))).toThrow(/cannot be read/);
});
