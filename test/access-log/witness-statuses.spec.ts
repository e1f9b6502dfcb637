import {
  formatAddCheckpoint,
  formatNote,
  keptPath,
  keyInMemory,
  logSigner,
  newSeed,
  openCheckpoint,
  parseNote,
  signText,
  witnessSigner,
} from '@liaison/transparency-log';
import { WitnessHome, type WitnessProcess } from '../kit/witness-process.js';
import { GrownLog } from './independent/grown-log.js';

/** What each test begins with: a witness that has cosigned 100 leaves. */
const seen = 100;
let log: GrownLog;
let fork: GrownLog;
let home: WitnessHome;
let witness: WitnessProcess;

beforeAll(async () => {
  log = await GrownLog.of(300);
  fork = await log.forked(50, 'forged');
  home = new WitnessHome('witness.example/nl', [log.key]);
  witness = await home.start();
  expect(await witness.ask(await log.request(0, seen))).toMatchObject({ status: 200 });
});
afterAll(async () => {
  await witness.kill();
  home.remove();
});

const changed = async (change: (request: string) => string, size = 300): Promise<string> => {
  const request = await log.request(seen, size);
  const other = change(request);
  expect(other).not.toBe(request);
  return other;
};
const bySomebodyElse = async (name: string): Promise<string> => {
  const checkpoint = formatNote(
    await signText((await log.head(300)).replace(log.key.name, name), [logSigner(keyInMemory(name, newSeed()))]),
  );
  return formatAddCheckpoint({ older: seen, proof: await log.consistency(seen, 300), checkpoint });
};
const asWitness = async (): Promise<string> => {
  const checkpoint = formatNote(await signText(await log.head(300), [witnessSigner(log.key, () => 1)]));
  return formatAddCheckpoint({ older: seen, proof: await log.consistency(seen, 300), checkpoint });
};
const withProof = async (change: (proof: readonly Uint8Array[]) => readonly Uint8Array[]): Promise<string> => {
  const proof = change(await log.consistency(seen, 300));
  return formatAddCheckpoint({ older: seen, proof, checkpoint: Buffer.from(await log.checkpoint(300)) });
};
const signatureOfAnother = async (): Promise<string> => {
  const [asked, other] = [await log.request(seen, 300), await log.request(seen, 299)];
  return asked.slice(0, asked.indexOf('— ')) + other.slice(other.indexOf('— '));
};
const hash = new Uint8Array(32);

const refusals: readonly (readonly [number, string, () => string | Promise<string>])[] = [
  [400, 'nothing', () => ''],
  [400, 'an old size that is missing', () => changed((body) => body.replace(/^old .*\n/, ''))],
  [400, 'an old size with a zero before it', () => changed((body) => body.replace('old 100', 'old 0100'))],
  [400, 'a negative old size', () => changed((body) => body.replace('old 100', 'old -1'))],
  [400, 'an old size beyond 2^53', () => changed((body) => body.replace('old 100', 'old 9007199254740993'))],
  [400, 'an old size larger than the checkpoint’s', () => changed((body) => body.replace('old 100', 'old 301'))],
  [400, 'other line ends', () => changed((body) => body.replaceAll('\n', '\r\n'))],
  [400, 'no empty line after the proof', () => changed((body) => body.replace('\n\n', '\n'))],
  [400, 'a hash cut short', () => changed((body) => body.replace(/\n.{4}/, '\n'))],
  [400, '64 hashes', () => withProof(() => Array.from({ length: 64 }, () => hash))],
  [400, 'a checkpoint without a signature', () => changed((body) => body.replace(/— .*\n$/, ''))],
  [400, 'a control character', () => changed((body) => body.replace('\n300\n', '\n300\t\n'))],
  [400, 'an empty line within the checkpoint', () => changed((body) => body.replace('\n300\n', '\n\n300\n'))],
  [400, 'a last line that does not end', () => changed((body) => body.slice(0, -1))],
  [403, 'another size than was signed', () => changed((body) => body.replace('\n300\n', '\n299\n'))],
  [
    403,
    'another root than was signed',
    () => changed((body) => body.replace(/\n300\n.{43}/, `\n300\n${'A'.repeat(43)}`)),
  ],
  [403, 'a line added to what was signed', () => changed((body) => body.replace('=\n\n— ', '=\nmore\n\n— '))],
  [403, 'a signature of another checkpoint', signatureOfAnother],
  [403, 'an impostor’s key', () => bySomebodyElse(log.key.name)],
  [403, 'the log’s key used as a witness’s', asWitness],
  [404, 'a log that is not known', () => bySomebodyElse('other.example/log')],
  [409, 'an old size of before', () => changed((body) => body.replace('old 100', 'old 99'))],
  [409, 'the first request again', () => log.request(0, seen)],
  [409, 'a smaller tree', () => log.request(0, 40)],
  [409, 'another root of the size that was seen', () => fork.request(seen, seen)],
  [422, 'a history that forked, with the real key', () => fork.request(seen, 300)],
  [422, 'a forked history of one more leaf', () => fork.request(seen, seen + 1)],
  [422, 'no proof', () => withProof(() => [])],
  [422, 'a proof with one hash changed', () => withProof((proof) => [hash, ...proof.slice(1)])],
  [422, 'a proof with a hash too few', () => withProof((proof) => proof.slice(1))],
  [422, 'a proof with a hash too many', () => withProof((proof) => [...proof, hash])],
  [422, 'a proof in another order', () => withProof((proof) => [...proof].reverse())],
  [
    422,
    'the proof of another tree',
    async () =>
      formatAddCheckpoint({
        older: seen,
        proof: await log.consistency(seen, 299),
        checkpoint: Buffer.from(await log.checkpoint(300)),
      }),
  ],
  [
    422,
    'a proof where none belongs',
    async () =>
      formatAddCheckpoint({
        older: seen,
        proof: [hash],
        checkpoint: Buffer.from(await log.checkpoint(seen)),
      }),
  ],
];

describe('a witness answers', () => {
  it.each(refusals)('%i to %s', async (status, _, request) => {
    const answered = await witness.ask(await request());
    expect(answered).toMatchObject({ status });
    expect(answered.body).not.toContain('—');
    if (status === 409) expect(answered).toMatchObject({ type: 'text/x.tlog.size', body: `${seen}\n` });
    else expect(answered.body).toMatch(/^.+\n$/);
  });

  it('400 to what is not UTF-8', async () => {
    const request = Buffer.concat([Buffer.from(await log.request(seen, 300)), Uint8Array.of(0xff, 0x0a)]);
    expect(await witness.ask(request)).toMatchObject({ status: 400 });
  });

  it('404 and 405 everywhere else', async () => {
    const statusOf = async (path: string, method: string): Promise<number> =>
      (await fetch(witness.url + path, { method })).status;
    expect(await statusOf('/', 'GET')).toBe(404);
    expect(await statusOf('/add-checkpoint?x=1', 'POST')).toBe(404);
    expect(await statusOf('/add-checkpoint/', 'POST')).toBe(404);
    expect(await statusOf('/key', 'GET')).toBe(404);
    expect(await statusOf('/add-checkpoint', 'GET')).toBe(405);
    expect(await statusOf('/add-checkpoint', 'PUT')).toBe(405);
    expect(await statusOf('/checkpoint/', 'GET')).toBe(404);
    expect(await statusOf(`/${keptPath('other.example/log')}`, 'GET')).toBe(404);
    expect(await statusOf(`/${keptPath(log.key.name)}`, 'POST')).toBe(404);
  });

  it('with what it has cosigned last, to everybody who asks for it', async () => {
    const shown = await fetch(`${witness.url}/${keptPath(log.key.name)}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const policy = { logs: [log.key], witnesses: [witness.known], threshold: 1 };
    const opened = openCheckpoint(Buffer.from(await shown.text()), policy);
    expect(opened).toMatchObject({ size: seen, root: await log.root(seen) });
    expect([...opened.cosigned.keys()]).toEqual([home.name]);
  });

  it('200 with a cosignature to what continues, and to the same again', async () => {
    const other = new WitnessHome('witness.example/fr', [log.key]);
    const asked = await other.start();
    for (const [older, size] of [
      [0, seen],
      [seen, 300],
      [300, 300],
    ] as const) {
      const { status, type, body } = await asked.ask(await log.request(older, size));
      expect({ status, type }).toEqual({ status: 200, type: 'text/plain; charset=utf-8' });
      const note = Buffer.from((await log.checkpoint(size)) + body);
      const policy = { logs: [log.key], witnesses: [asked.known], threshold: 1 };
      expect([...openCheckpoint(note, policy).cosigned.keys()]).toEqual(['witness.example/fr']);
      expect(parseNote(note).signatures).toHaveLength(2);
    }
    await asked.kill();
    other.remove();
  });
});
