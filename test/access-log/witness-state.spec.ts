import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WitnessHome } from '../kit/witness-process.js';
import { GrownLog } from './independent/grown-log.js';

let home: WitnessHome;

beforeAll(async () => {
  const log = await GrownLog.of(20);
  home = new WitnessHome('witness.example/nl', [log.key]);
  const witness = await home.start();
  expect(await witness.ask(await log.request(0, 10))).toMatchObject({ status: 200 });
  await witness.kill();
});
afterAll(() => home.remove());

const stateFile = (): string => join(home.state, readdirSync(home.state)[0] ?? '');

/** Does something to a file for the time of one start, and tells what the program said when it refused. */
async function refusalWith(path: string, change: (text: string) => string): Promise<string> {
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  const said = await home.startOrEnd();
  writeFileSync(path, before);
  if (typeof said === 'string') return said;
  await said.kill();
  return 'it started';
}

it('key and state are for the owner alone, and the state is one file', () => {
  expect(statSync(home.key).mode & 0o777).toBe(0o600);
  expect(statSync(home.state).mode & 0o777).toBe(0o700);
  expect(readdirSync(home.state)).toEqual(['1.json']);
  expect(statSync(stateFile()).mode & 0o777).toBe(0o600);
});

describe('a witness does not start on a state file', () => {
  it.each<readonly [string, string, (text: string) => string]>([
    ['that is empty', 'it is no JSON', () => ''],
    ['that was cut off', 'it is no JSON', (text) => text.slice(0, -20)],
    ['that holds something else', 'it does not hold one note for each log', () => '[1]'],
    ['with another size', 'does not hold', (text) => text.replace('\\n10\\n', '\\n11\\n')],
    ['with another root', 'does not hold', (text) => text.replace(/\\n10\\n..../, '\\n10\\nAAAA')],
    ['of another log', 'it misnames', (text) => text.replace('"liaison.example', '"other.example')],
    ['without its cosignature', 'was not cosigned', (text) => text.replace(/— witness[^\\]*\\n/, '')],
    [
      'cosigned with another key',
      'was not cosigned',
      (text) => text.replace('— witness.example/nl', '— witness.example/fr'),
    ],
  ])('%s', async (_, why, change) => {
    const said = await refusalWith(stateFile(), change);
    expect(said).toContain(`The state file ${stateFile()} is damaged`);
    expect(said).toContain(why);
  });
});

describe('a witness does not start', () => {
  it.each<readonly [string, string, (text: string) => string]>([
    ['was cut off', 'is not base64', (text) => text.slice(0, -10)],
    ['is something else', 'this is no key file', () => 'key'],
    ['is another', 'was not cosigned', (text) => text.replace(/nl[+]..../, 'nl+AAAA')],
  ])('with a key file that %s', async (_, why, change) => {
    expect(await refusalWith(home.key, change)).toContain(why);
  });

  it('with a key that others can read', async () => {
    chmodSync(home.key, 0o640);
    expect(await home.startOrEnd()).toContain('can be read by others');
    chmodSync(home.key, 0o600);
  });

  it('without its state, as if it had cosigned nothing yet', async () => {
    renameSync(home.state, `${home.state}.away`);
    expect(await home.startOrEnd()).toContain('A state that is lost is not made anew');
    renameSync(`${home.state}.away`, home.state);
  });

  it('with a new key on an old state', async () => {
    renameSync(home.key, `${home.key}.away`);
    expect(await home.startOrEnd()).toContain('has a key already');
    expect(() => statSync(home.key)).toThrow();
    renameSync(`${home.key}.away`, home.key);
  });
});

it('what a crash left beside the state does not count, and is cleared away', async () => {
  const log = await GrownLog.of(20);
  const other = new WitnessHome('witness.example/fr', [log.key]);
  const witness = await other.start();
  writeFileSync(join(other.state, '0.json.left'), 'half');
  expect(await witness.ask(await log.request(0, 10))).toMatchObject({ status: 200 });
  expect(readdirSync(other.state)).toEqual(['1.json']);
  await witness.kill();
  rmSync(other.folder, { recursive: true });
});
