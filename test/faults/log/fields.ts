import {
  formatNote,
  formatSignature,
  keyInMemory,
  LogError,
  logSigner,
  newSeed,
  parseCheckpoint,
  parseNote,
  signText,
  verifyConsistency,
  type Hash,
} from '@liaison/transparency-log';
import { GrownLog, origin } from '../../access-log/independent/grown-log.js';
import {
  askGo,
  base64,
  oursOn,
  questionOf,
  type Evidence,
  type Verdict,
} from '../../access-log/independent/verifiers.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import { judge, type Case } from './judged.js';
import type { LogSizes, Planted } from './sizes.js';

const size = 700;

type Change = (given: Evidence, log: GrownLog, random: Random) => Partial<Evidence> | Promise<Partial<Evidence>>;

const flip = (bytes: Uint8Array, random: Random): Uint8Array => {
  const [place, bit] = [random.whole(0, bytes.length - 1), random.whole(0, 7)];
  return bytes.map((byte, at) => (at === place ? byte ^ (1 << bit) : byte));
};
const at = (hashes: readonly Hash[], place: number, change: (hash: Hash) => readonly Hash[]): readonly Hash[] =>
  hashes.flatMap((hash, i) => (i === place ? change(hash) : [hash]));
const place = ({ hashes }: Evidence, random: Random): number => random.whole(0, hashes.length - 1);
const line =
  (number: number, change: (line: string) => string): Change =>
  ({ checkpoint }) => ({
    checkpoint: checkpoint
      .split('\n')
      .map((text, i) => (i === number ? change(text) : text))
      .join('\n'),
  });
const signature =
  (change: (bytes: Uint8Array, random: Random) => Uint8Array, name = origin): Change =>
  ({ checkpoint }, _log, random) => {
    const { text, signatures } = parseNote(Buffer.from(checkpoint));
    const changed = signatures.map(({ bytes }) => ({ name, bytes: change(bytes, random) }));
    return { checkpoint: `${text}\n${changed.map((one) => formatSignature(one)).join('')}` };
  };
const signedBy = async (text: string, key: Parameters<typeof logSigner>[0]): Promise<string> =>
  Buffer.from(formatNote(await signText(text, [logSigner(key)]))).toString();

/** Every field of a proof and of a checkpoint, and each way of being wrong. */
const changes: Readonly<Record<string, Change>> = {
  'entry: a bit': ({ entry }, _log, random) => ({ entry: flip(entry, random) }),
  'entry: cut off': ({ entry }) => ({ entry: entry.slice(0, -1) }),
  'entry: longer': ({ entry }) => ({ entry: Buffer.concat([entry, Buffer.of(0)]) }),
  'entry: none': () => ({ entry: new Uint8Array() }),
  'entry: another’s': ({ index }, log) => ({ entry: log.entry((index + 1) % size) }),
  'index: the next': ({ index }) => ({ index: (index + 1) % size }),
  'index: the neighbour': ({ index }) => ({ index: index ^ 1 }),
  'index: beyond the tree': () => ({ index: size }),
  'index: enormous': ({ index }) => ({ index: index + 2 ** 40 }),
  'proof: a bit': (given, _log, random) => ({
    hashes: at(given.hashes, place(given, random), (hash) => [flip(hash, random)]),
  }),
  'proof: a hash left out': (given, _log, random) => ({ hashes: at(given.hashes, place(given, random), () => []) }),
  'proof: a hash twice': (given, _log, random) => ({
    hashes: at(given.hashes, place(given, random), (hash) => [hash, hash]),
  }),
  'proof: one hash more': ({ hashes }) => ({ hashes: [...hashes, new Uint8Array(32)] }),
  'proof: none': () => ({ hashes: [] }),
  'proof: in reverse': ({ hashes }) => ({ hashes: [...hashes].reverse() }),
  'proof: sixty hashes more': ({ hashes }) => ({
    hashes: [...hashes, ...Array.from({ length: 60 }, () => new Uint8Array(32))],
  }),
  'proof: another’s': async ({ index }, log) => ({ hashes: await log.inclusion((index + 256) % size, size) }),
  'proof: of an older tree': async ({ index }, log) => ({
    hashes: await log.inclusion(index % 600, 600),
  }),
  'checkpoint: another origin': line(0, () => 'other.example/log'),
  'checkpoint: a greater size': line(1, (text) => String(Number(text) + 1)),
  'checkpoint: a smaller size': line(1, (text) => String(Number(text) - 1)),
  'checkpoint: size 0': line(1, () => '0'),
  'checkpoint: a size with a zero before it': line(1, (text) => `0${text}`),
  'checkpoint: another root': line(2, () => base64(new Uint8Array(32))),
  'checkpoint: a root cut off': line(2, (text) => text.slice(0, -4)),
  'checkpoint: a line more': line(2, (text) => `${text}\nmore`),
  'checkpoint: no signature': line(4, () => ''),
  'checkpoint: cut off': ({ checkpoint }, _log, random) => ({
    checkpoint: checkpoint.slice(0, random.whole(0, checkpoint.length - 2)),
  }),
  'checkpoint: replayed, an older one': async (_given, log) => ({ checkpoint: await log.checkpoint(600) }),
  'signature: a bit': signature((bytes, random) => {
    const tail = flip(bytes.slice(4), random);
    return Buffer.concat([bytes.slice(0, 4), tail]);
  }),
  'signature: another key id': signature((bytes) => bytes.map((byte, i) => (i === 1 ? byte ^ 1 : byte))),
  'signature: another name': signature((bytes) => bytes, 'other.example/log'),
  'signature: a part of the name': signature((bytes) => bytes, 'liaison.example'),
  'signature: spare bits of its base64': line(4, (text) =>
    text.replace(/(.)=$/, (_all, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=`),
  ),
  'signature: of another head': async (_given, log) => {
    const [own, older] = [await log.checkpoint(size), await log.checkpoint(600)];
    return { checkpoint: `${own.split('\n\n')[0] ?? ''}\n\n${older.split('\n\n')[1] ?? ''}` };
  },
  'signature: by a key that the server chose': async (_given, log) => ({
    checkpoint: await signedBy(await log.head(size), keyInMemory(origin, newSeed())),
  }),
  'signature: by a key of another origin': async (_given, log) => ({
    checkpoint: await signedBy(await log.head(size), keyInMemory('other.example/log', newSeed())),
  }),
  'key: another': () => ({ key: keyInMemory(origin, newSeed()) }),
  'all of another log': async ({ index }, log) => {
    const other = await log.forked(0, 'other');
    const hashes = await other.inclusion(index, size);
    return { entry: other.entry(index), hashes };
  },
};

/** Of evidence in which something was changed, the two others and ours say the same, and that it does not hold. */
export async function runFields({ proofs }: LogSizes, random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const log = await GrownLog.of(size);
  const checkpoint = await log.checkpoint(size);
  const cases: Case[] = [];
  for (let n = 0; n < proofs; n += 1) {
    const index = random.whole(0, size - 1);
    const hashes = await log.inclusion(index, size);
    const evidence: Evidence = { key: log.key, checkpoint, entry: log.entry(index), index, hashes };
    cases.push({ name: `genuine ${index}`, evidence, isGenuine: true });
    for (const [name, change] of Object.entries(changes)) {
      const changed = { ...evidence, ...(await change(evidence, log, random)) };
      cases.push({ name: `${name}, entry ${index}`, evidence: changed, isGenuine: false });
    }
  }
  cases.push(
    ...everyBit({ key: log.key, checkpoint, entry: log.entry(0), index: 0, hashes: await log.inclusion(0, size) }),
  );
  const { figures, notes } = judge(cases, findings, planted ? blind : oursOn);
  const heads = await judgeHeads(log, proofs, random, findings);
  return {
    findings,
    figures: {
      'fields changed, each way': Object.keys(changes).length,
      'proofs, genuine': proofs,
      ...figures,
      'heads compared by ours and Go’s': heads,
    },
    notes,
  };
}

/** Bit after bit of the whole checkpoint. */
const everyBit = (evidence: Evidence): readonly Case[] =>
  [...Buffer.from(evidence.checkpoint)].flatMap((byte, at, bytes) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bit): Case => {
      const turned = Buffer.from(bytes).fill(byte ^ (1 << bit), at, at + 1);
      const checkpoint = turned.toString();
      return { name: `checkpoint, byte ${at}, bit ${bit}`, evidence: { ...evidence, checkpoint }, isGenuine: false };
    }),
  );

/** The planted hole: a verifier that looks at no signature. */
function blind(evidence: Evidence): Verdict {
  const said = oursOn(evidence);
  return said?.includes('sign') ? null : said;
}

/** That one tree begins with another. @sigstore/verify knows no such proofs. */
async function judgeHeads(log: GrownLog, count: number, random: Random, findings: Findings): Promise<number> {
  const asked: { name: string; question: object; ours: Verdict; isGenuine: boolean }[] = [];
  const head = parseCheckpoint(await log.head(size));
  const empty = { key: log.key, checkpoint: await log.checkpoint(size), entry: new Uint8Array(), index: 0, hashes: [] };
  for (let n = 0; n < count; n += 1) {
    const older = random.whole(2, size - 2);
    const proof = await log.consistency(older, size);
    const genuine = { size: older, root: await log.root(older), proof };
    const other = await log.root(older - 1);
    const ways: readonly (readonly [string, typeof genuine, boolean])[] = [
      ['genuine', genuine, true],
      ['older root: another', { ...genuine, root: other }, false],
      ['older root: a bit', { ...genuine, root: flip(genuine.root, random) }, false],
      ['older size: smaller', { ...genuine, size: older - 1 }, false],
      ['proof: none', { ...genuine, proof: [] }, false],
      ['proof: one hash more', { ...genuine, proof: [...proof, new Uint8Array(32)] }, false],
      ['proof: one hash less', { ...genuine, proof: proof.slice(0, -1) }, false],
      ['proof: a bit', { ...genuine, proof: at(proof, 0, (hash) => [flip(hash, random)]) }, false],
    ];
    for (const [name, way, isGenuine] of ways) {
      const text = `${origin}\n${way.size}\n${base64(way.root)}\n`;
      const question = { ...questionOf(empty), older: text, proof: way.proof.map(base64) };
      asked.push({ name: `${name}, ${older} of ${size}`, question, ours: consistent(way, head), isGenuine });
    }
  }
  const go = askGo(asked.map(({ question }) => question));
  for (const [i, { name, ours, isGenuine }] of asked.entries()) {
    const said = `${name}: ${JSON.stringify({ ours, go: go[i] ?? null })}`;
    if ((ours === null) !== (go[i] === null)) findings.add('disagreed', said);
    if ((ours === null) !== isGenuine) findings.add(isGenuine ? 'false-alarm' : 'unfound', said);
  }
  return asked.length;
}

function consistent(
  older: { readonly size: number; readonly root: Hash; readonly proof: readonly Hash[] },
  newer: { readonly size: number; readonly root: Hash },
): Verdict {
  try {
    verifyConsistency(older, newer, older.proof);
    return null;
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
}
