import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  formatCheckpoint,
  formatNote,
  formatPolicy,
  formatPrivateKey,
  formatProof,
  formatLogKey,
  keyInMemory,
  logSigner,
  newSeed,
  parseLogKey,
  parsePrivateKey,
  signText,
  witnessSigner,
  type KeyProvider,
  type Policy,
} from '@liaison/transparency-log';
import { GrownLog, origin } from '../access-log/independent/grown-log.js';
import { CommandLine, type Ran } from '../kit/command-line.js';

const size = 600;
const seed = newSeed();
const key = keyInMemory(origin, seed);
const witness = keyInMemory('witness.example/nl', newSeed());
const line = new CommandLine('https://nobody.example');
let log: GrownLog;
let genuine: string;
let folder: string;

const policy = (threshold: number, logs: readonly KeyProvider[] = [key]): string => {
  const trusted: Policy = { logs, witnesses: [witness], threshold };
  return formatPolicy(trusted);
};
const signedBy = async (keys: readonly KeyProvider[], text?: string): Promise<Uint8Array> =>
  formatNote(
    await signText(text ?? (await log.head(size)), [
      ...keys.map(logSigner),
      witnessSigner(witness, () => 1_700_000_000),
    ]),
  );

/** The folder of a log, as the sequencer leaves it. */
beforeAll(async () => {
  log = await GrownLog.of(size, key);
  genuine = mkdtempSync(join(tmpdir(), 'liaison-log-'));
  for (const [path, bytes] of log.parts) {
    mkdirSync(dirname(join(genuine, path)), { recursive: true });
    writeFileSync(join(genuine, path), bytes);
  }
  writeFileSync(join(genuine, 'checkpoint'), await signedBy([key]));
  writeFileSync(join(genuine, 'policy'), policy(1));
  writeFileSync(join(genuine, 'key'), formatPrivateKey(origin, seed), { mode: 0o600 });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-log-'));
  cpSync(genuine, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => {
  line.close();
  rmSync(genuine, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const write = (name: string, bytes: string | Uint8Array): void => writeFileSync(at(name), bytes);
const flip = (name: string, where: number): void =>
  write(
    name,
    readFileSync(at(name)).map((byte, i) => (i === where ? byte ^ 1 : byte)),
  );
const fsck = (...more: readonly string[]): Promise<Ran> => line.run(['log', 'fsck', '--dir', folder, ...more]);

describe('liaison log fsck', () => {
  it('finds nothing in a log that is whole', async () => {
    const ran = await fsck();
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain('Every part follows from the entries.');
    expect(ran.out).toMatch(/Cosigned +witness.example\/nl 2023-11-14T22:13:20.000Z/);
    expect(await line.json(['log', 'fsck', '--dir', folder])).toMatchObject({ size, damages: [] });
  });

  it.each([
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/88',
    'tile/1/000.p/2',
    'tile/entries/000',
    'tile/entries/002.p/88',
  ])('names %s where it is damaged, cut off, missing or no file', async (part) => {
    for (const damage of [
      () => flip(part, 40),
      () => write(part, readFileSync(join(genuine, part)).subarray(0, -1)),
      () => rmSync(at(part)),
      () => mkdirSync(at(part)),
    ]) {
      damage();
      const ran = await fsck();
      expect(ran.exit).toBe(1);
      expect(ran.out).toContain(part);
      expect(ran.err).toMatch(/liaison: \d+ parts of the log are damaged/);
    }
  });

  it.each<readonly [string, () => void | Promise<void>]>([
    [
      'checkpoint  its root does not follow',
      async () => {
        const root = Buffer.alloc(32);
        write('checkpoint', await signedBy([key], formatCheckpoint({ origin, size, root })));
      },
    ],
    [
      'forged: the signature of liaison.example/log does not hold',
      () => write('checkpoint', changed('\n600\n', '\n599\n')),
    ],
    [
      'unknown: no trusted key of the log has signed',
      async () => write('checkpoint', await signedBy([keyInMemory(origin, newSeed())])),
    ],
    [
      'unknown: no key is trusted for the origin',
      () => write('policy', policy(0, [keyInMemory('other.example', newSeed())])),
    ],
    ['malformed: the note has no signatures', () => write('checkpoint', '')],
    ['checkpoint is not there', () => rmSync(at('checkpoint'))],
    ['policy is not there', () => rmSync(at('policy'))],
    ['the policy names no quorum', () => write('policy', '')],
    [
      'unwitnessed: not yet witnessed: 0 witnesses have cosigned, 1 are asked for',
      () => write('checkpoint', changed(/— witness.*\n/, '')),
    ],
  ])('refuses where %s', async (why, damage) => {
    await damage();
    const { exit, out, err } = await fsck();
    expect(exit).toBe(1);
    expect(out + err).toContain(why);
  });
});

const changed = (from: string | RegExp, to: string): string => readFileSync(at('checkpoint'), 'utf8').replace(from, to);

describe('liaison log check-proof', () => {
  beforeEach(async () => {
    const checkpoint = await signedBy([key]);
    write('proof', formatProof({ index: 300, hashes: await log.inclusion(300, size), checkpoint, extra: null }));
    write('entry', log.entry(300));
  });
  const check = (...more: readonly string[]): Promise<Ran> =>
    line.run(['log', 'check-proof', at('proof'), '--entry', at('entry'), '--policy', at('policy'), ...more]);

  it('says where the entry stands and who cosigned', async () => {
    const { exit, out } = await check('--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual({
      proven: true,
      index: 300,
      origin,
      size,
      root: Buffer.from(await log.root(size)).toString('base64'),
      cosigned: [{ name: witness.name, time: 1_700_000_000 }],
    });
  });

  it.each<readonly [string, () => void]>([
    ['inconsistent: the proof of inclusion leads to another root', () => write('entry', 'another')],
    ['inconsistent: the proof of inclusion leads to another root', () => edit('proof', 'index 300', 'index 301')],
    ['inconsistent: the proof of inclusion is too short', () => edit('proof', /(index.*\n).*\n/, '$1')],
    ['forged: the signature of liaison.example/log does not hold', () => edit('proof', '\n600\n', '\n601\n')],
    ['unwitnessed: not yet witnessed', () => edit('proof', /— witness.*\n/, '')],
    ['malformed: this is no proof', () => edit('proof', 'v1', 'v2')],
    ['malformed: the proof has no checkpoint', () => write('proof', '')],
    ['unknown: no key is trusted', () => write('policy', policy(1, [keyInMemory('other.example', newSeed())]))],
    ['The entry', () => rmSync(at('entry'))],
    ['The proof', () => rmSync(at('proof'))],
  ])('ends with 1 and says %s', async (why, damage) => {
    damage();
    const { exit, out, err } = await check();
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(why);
  });

  const edit = (name: string, from: string | RegExp, to: string): void =>
    write(name, readFileSync(at(name), 'utf8').replace(from, to));
});

describe('liaison log key', () => {
  const run = (...more: readonly string[]): Promise<Ran> => line.run(['log', 'key', '--dir', folder, ...more]);
  const keysOf = async (): Promise<{ key: string; next: string | null }> => line.json(['log', 'key', '--dir', folder]);

  it('shows the public key and never the private one', async () => {
    const { exit, out } = await run();
    expect(exit).toBe(0);
    expect(out.trim()).toBe(`Key  ${formatLogKey(key)}`);
    expect(out).not.toContain(Buffer.from(seed).toString('base64'));
  });

  it('is changed in two steps, the second when the log signs with it and the policy trusts it', async () => {
    expect(await run('--new')).toMatchObject({ exit: 0 });
    expect(statSync(at('key.next')).mode & 0o777).toBe(0o600);
    const { key: present, next } = await keysOf();
    expect(present).toBe(formatLogKey(key));
    expect(parseLogKey(next ?? '').name).toBe(origin);
    expect((await run('--new')).err).toContain('is being changed already');

    expect((await run('--finish', '--yes')).err).toContain(
      `does not trust the next key: add a line "log ${next ?? ''}"`,
    );
    const nextKey = parsePrivateKey(readFileSync(at('key.next'), 'utf8'));
    write('policy', policy(1, [key, nextKey]));
    expect((await run('--finish', '--yes')).err).toContain('The next key is not in use yet: unknown');
    write('checkpoint', await signedBy([key, nextKey]));
    expect((await run('--finish')).exit).toBe(2);
    expect(await run('--finish', '--yes')).toMatchObject({ exit: 0 });

    expect(await keysOf()).toEqual({ key: next, next: null });
    expect(existsSync(at('key.next'))).toBe(false);
    expect((await run('--finish', '--yes')).err).toContain('No next key was made');
    expect((await fsck()).exit).toBe(0);
  });

  it('is refused where there is none, or one that is damaged', async () => {
    write('key', 'PRIVATE+KEY+x');
    expect((await run()).err).toContain('is damaged: this is no key file');
    rmSync(at('key'));
    expect((await run()).err).toContain('There is no key');
    expect((await run('--new', '--finish')).exit).toBe(2);
  });
});
