import { createHash } from 'node:crypto';
import {
  fieldsOf,
  formatEntry,
  makeRecord,
  newSalt,
  objectsOf,
  scopeDigest,
  scopesOf,
  type ActFacts,
  type Scope,
} from '@liaison/access-record';
import { erasedMark, extractAct, formatNames, makeExtract, shownOfOthers, type Line } from '@liaison/access-extract';
import { newId } from '@liaison/domain';
import {
  formatCheckpoint,
  formatNote,
  formatPolicy,
  formatProof,
  grow,
  inclusionRanges,
  keyInMemory,
  logSigner,
  newSeed,
  signText,
  TileReader,
  witnessSigner,
  type Policy,
} from '@liaison/transparency-log';

export const sampleStart = new Date('2026-03-02T08:00:00.000Z');
const minute = 60_000;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

export interface Sample {
  readonly bytes: Buffer;
  /** From the same log, asked for by the same person, of a range that is a minute shorter at both ends. */
  readonly narrow: Buffer;
  readonly policy: Policy;
  readonly agency: string;
}

export interface SampleOptions {
  /** Records within the range; six others stand before and after it. */
  readonly records?: number;
  /** Signs in place of a key of its own. */
  readonly log?: ReturnType<typeof keyInMemory>;
  readonly witnesses?: readonly ReturnType<typeof keyInMemory>[];
  /** Of the witnesses, how many have cosigned. */
  readonly cosigning?: number;
  readonly agency?: string;
  readonly operation?: string;
  readonly look?: Uint8Array;
  /** Numbers of records that are numbered late: their time is the beginning of all. */
  readonly late?: readonly number[];
  /** Numbers of records in the range of which no values are left but those of these fields; none where it is left out. */
  readonly erased?: readonly number[];
  readonly left?: readonly string[];
}

interface Entered {
  readonly facts: ActFacts;
  readonly record: Buffer;
  readonly salts: Readonly<Record<string, string>>;
  readonly entry: Uint8Array;
  readonly numbers: readonly (Scope & { readonly n: number; readonly salt: string })[];
}

/** A log of its own and an extract from it as a server makes it: NL's records of one operation, FR works there too. */
export async function sampleExtract(options: SampleOptions = {}): Promise<Sample> {
  const agency = options.agency ?? newId();
  const operation = options.operation ?? newId();
  const look = options.look ?? Buffer.from('<!doctype html><title>Look</title>\n');
  const readme = Buffer.from('How to check this extract.\n');
  const count = options.records ?? 20;
  const log = options.log ?? keyInMemory('liaison.example/log', newSeed());
  const witnesses = options.witnesses ?? ['nl', 'fr'].map((at) => keyInMemory(`witness.example/${at}`, newSeed()));
  const policy: Policy = { logs: [log], witnesses, threshold: witnesses.length };
  const names = formatNames({ [agency]: 'NL' });
  const given = { readme, look, policy: Buffer.from(formatPolicy(policy)), names };
  const gone = options.erased ?? [];
  const left = options.left ?? [];
  const mark = erasedMark(gone.map((n) => [n, left]));
  const request = (shorter: number): ActFacts => ({
    ...factsOf(agency, operation, at(count + 20)),
    class: 'log_access',
    act: extractAct,
    objects: [],
    detail: {
      from: at(6 + shorter).toISOString(),
      to: at(6 + count - shorter).toISOString(),
      first: 4 + shorter,
      last: 9 + count - shorter,
      ...Object.fromEntries(Object.entries(given).map(([name, bytes]) => [name, digestOf(bytes)])),
      ...(mark !== null && { erased: mark }),
    },
  });
  const entered = enter([...actsOf(agency, operation, count + 12, options.late ?? []), request(0), request(1)]);
  const { size, root, parts } = await grow(
    () => Promise.resolve(null),
    0,
    entered.map(({ entry }) => entry),
  );
  const tree = new TileReader(size, (path) => Promise.resolve(parts.get(path) ?? null));
  const signers = witnesses.slice(0, options.cosigning).map((key) => witnessSigner(key, () => 1_772_500_000));
  const note = await signText(formatCheckpoint({ origin: log.name, size, root }), [logSigner(log), ...signers]);

  const packed = async (shorter: number): Promise<Buffer> => {
    const [from, to] = [6 + shorter, 6 + count - shorter];
    const lines: Line[] = [];
    for (const [index, one] of entered.entries()) {
      const number = one.numbers.find((scope) => scope.kind === 'agency' && scope.agency === agency);
      if (!number) continue;
      const isShown = one.facts.act === extractAct || (one.facts.at >= at(from) && one.facts.at < at(to));
      const hashes = await tree.ranges(inclusionRanges(index, size));
      const proof = text(formatProof({ index, hashes, checkpoint: new Uint8Array(), extra: null })).slice(0, -1);
      const { n, salt } = number;
      const all = isShown ? Object.entries(disclosedTo(agency, one)) : [];
      const disclosed = Object.fromEntries(all.filter(([name]) => !gone.includes(n) || left.includes(name)));
      lines.push({ record: text(one.record), entry: text(one.entry), proof, n, salt, disclosed });
    }
    const own = lines.at(shorter - 2);
    if (!own) throw new Error('no request');
    const pieces: Uint8Array[] = [];
    const whole = { ...given, checkpoint: formatNote(note), request: own };
    for await (const piece of makeExtract(whole, inTurn(lines.slice(from - 3, to + 3)))) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  return { bytes: await packed(0), narrow: await packed(1), policy, agency };
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

const at = (minutes: number): Date => new Date(sampleStart.getTime() + minutes * minute);

async function* inTurn(lines: readonly Line[]): AsyncGenerator<Line> {
  await Promise.resolve();
  yield* lines;
}

/** Every other act is by somebody of another agency, on NL's information; and some are none of NL's business. */
function actsOf(agency: string, operation: string, count: number, late: readonly number[]): readonly ActFacts[] {
  const other = newId();
  return Array.from({ length: count }, (_, i) => {
    const ours = factsOf(agency, operation, at(late.includes(i + 1) ? 0 : i));
    const theirs = { ...factsOf(other, operation, at(i)), objects: ours.objects, subjectAgencies: [agency] };
    return [i % 2 === 0 ? ours : theirs, factsOf(other, operation, at(i))];
  }).flat();
}

const factsOf = (agency: string, operation: string, time: Date): ActFacts => ({
  at: time,
  class: 'consultation',
  act: 'dataset.view',
  outcome: 'success',
  operation,
  compartment: newId(),
  person: newId(),
  agency,
  role: 'analyst',
  session: newId(),
  address: '192.0.2.17',
  objects: [{ type: 'dataset', id: newId(), version: 2, ref: 'VIDTF17-7K3Q', owner: agency }],
  subjectAgencies: [agency],
  overseers: [],
  recipients: [],
  ground: 'Victim identification',
  rule: 'dataset.view#member',
  detail: { note: 'Brigitte’s Kundin 🦘' },
});

function enter(acts: readonly ActFacts[]): readonly Entered[] {
  const counts = new Map<string, number>();
  return acts.map((facts) => {
    const { bytes, salts } = makeRecord(facts, '1');
    const numbers = scopesOf(facts).map((scope) => {
      const key = JSON.stringify(scope);
      const n = (counts.get(key) ?? 0) + 1;
      counts.set(key, n);
      return { ...scope, n, salt: newSalt() };
    });
    const entry = formatEntry(
      bytes,
      numbers.map((number) => scopeDigest(number.salt, number)),
    );
    return { facts, record: bytes, salts, entry, numbers };
  });
}

function disclosedTo(agency: string, { facts, salts }: Entered): Line['disclosed'] {
  const shown: readonly string[] = [...shownOfOthers, objectsOf(agency)];
  const fields = [...fieldsOf(facts)].filter(([name]) => facts.agency === agency || shown.includes(name));
  return Object.fromEntries(fields.map(([name, value]) => [name, { salt: salts[name] ?? '', value }]));
}
