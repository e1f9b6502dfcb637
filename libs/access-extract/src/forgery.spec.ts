import {
  formatCheckpoint,
  formatNote,
  formatPolicy,
  keyInMemory,
  logSigner,
  newSeed,
  parseCheckpoint,
  parseNote,
  signText,
  witnessSigner,
} from '@liaison/transparency-log';
import { sampleExtract, type Sample } from '../../../test/kit/extract-sample.js';
import { faultsOf, joined, sealed as sealedIn, type Changes } from './spec/sealed.js';
import { pack, unpack, type Files } from './container.js';
import type { FaultKind } from './fault.js';
import { formatLine, linesOf, parseLine, type Line } from './line.js';
import { verifyExtract } from './verify.js';

const log = keyInMemory('liaison.example/log', newSeed());
const witnesses = ['nl', 'fr'].map((at) => keyInMemory(`witness.example/${at}`, newSeed()));
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

let sample: Sample;
let files: Files;
let other: Files;
beforeAll(async () => {
  sample = await sampleExtract({ records: 6, log, witnesses });
  files = unpack(sample.bytes).files;
  other = unpack((await sampleExtract({ records: 6, log, witnesses })).bytes).files;
});

const sealed = (changes: Changes): Uint8Array => sealedIn(files, changes);

function expectFault(bytes: Uint8Array, kind: FaultKind, where: string): void {
  expect(faultsOf(bytes, sample.policy)).toContain(`${kind} ${where}`);
}

const lines = (): Line[] => linesOf(files['records.jsonl']).map(parseLine);
const written = (changed: readonly Line[]): Changes => ({
  'records.jsonl': joined(changed.map(formatLine)),
});
/** Both within the range: a record of NL’s own people, and one of somebody else’s. */
const [own, others] = [5, 4];
const at = (place: number, change: (line: Line) => Partial<Line>): Changes =>
  written(lines().map((line, i) => (i === place ? { ...line, ...change(line) } : line)));
const numberAt = (place: number): string => `record ${lines()[place]?.n ?? '?'}`;

const swapLetter = (text: string, place: number): string =>
  `${text.slice(0, place)}${text.charAt(place) === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;

describe('a genuine extract', () => {
  it('is clean to whoever brings a policy, and unconfirmed to whoever does not', () => {
    const report = verifyExtract(sample.bytes, sample.policy);
    expect(report).toMatchObject({ outcome: 'clean', faults: [], around: 6 });
    expect(report.records).toHaveLength(6);
    expect(verifyExtract(sample.bytes, null)).toMatchObject({ outcome: 'unconfirmed', faults: [] });
    expect(verifyExtract(sample.narrow, sample.policy)).toMatchObject({ outcome: 'clean', faults: [] });
  });

  it('shows every field of own people, and of others what the audit view shows', () => {
    const { records } = verifyExtract(sample.bytes, sample.policy);
    const [ours, theirs] = [
      records.find((one) => one.shown.agency === sample.agency),
      records.find((one) => one.shown.agency !== sample.agency),
    ];
    expect(ours?.shown).toMatchObject({ address: '192.0.2.17', ground: 'Victim identification' });
    expect(Object.keys(theirs?.shown ?? {}).sort()).toEqual(
      [`objects/${sample.agency}`, 'agency', 'operation', 'person', 'role'].sort(),
    );
  });
});

describe('each field of a record', () => {
  it.each(['person', 'agency', 'address', 'ground', 'detail', 'rule', 'session'])('%s: another value', (name) => {
    const changed = at(own, ({ disclosed }) => ({
      disclosed: { ...disclosed, [name]: { salt: disclosed[name]?.salt ?? '', value: 'x' } },
    }));
    expectFault(sealed(changed), 'digest', numberAt(own));
  });

  it.each(['person', 'ground'])('%s: another salt, left out, under another name', (name) => {
    const change = (make: (line: Line) => Line['disclosed']): Uint8Array =>
      sealed(at(own, (line) => ({ disclosed: make(line) })));
    const without = ({ disclosed }: Line): Line['disclosed'] =>
      Object.fromEntries(Object.entries(disclosed).filter(([one]) => one !== name));
    const field = (line: Line) => line.disclosed[name] ?? { salt: '', value: null };
    expectFault(
      change((line) => ({ ...line.disclosed, [name]: { ...field(line), salt: 'x' } })),
      'digest',
      numberAt(own),
    );
    expectFault(change(without), 'undisclosed', numberAt(own));
    expectFault(
      change((line) => ({ ...without(line), role: field(line) })),
      'digest',
      numberAt(own),
    );
  });

  it('of somebody else: what the scope shows may not be left out either', () => {
    for (const name of ['person', 'role', 'operation', `objects/${sample.agency}`]) {
      const changed = at(others, ({ disclosed }) => ({
        disclosed: Object.fromEntries(Object.entries(disclosed).filter(([one]) => one !== name)),
      }));
      expect(faultsOf(sealed(changed), sample.policy)).toEqual([`undisclosed ${numberAt(others)}`]);
    }
    expect(faultsOf(sealed(at(others, () => ({ disclosed: {} }))), sample.policy)).toEqual([
      `erased ${numberAt(others)}`,
    ]);
  });

  it('record, entry, proof, number and its salt', () => {
    const where = numberAt(own);
    const changed = (change: (line: Line) => Partial<Line>): Uint8Array => sealed(at(own, change));
    expectFault(
      changed(({ record }) => ({ record: record.replace('dataset.view', 'dataset.edit') })),
      'digest',
      where,
    );
    expectFault(
      changed(({ record }) => ({ record: record.replace('"groundStated":true', '"groundStated":false') })),
      'digest',
      where,
    );
    expectFault(
      changed(({ entry }) => ({ entry: swapLetter(entry, entry.indexOf('scopes') + 30) })),
      'inconsistent',
      where,
    );
    expectFault(
      changed(({ proof }) => ({ proof: swapLetter(proof, proof.length - 20) })),
      'inconsistent',
      where,
    );
    expectFault(
      changed(({ proof }) => ({ proof: proof.replace(/index \d+/, 'index 1') })),
      'inconsistent',
      where,
    );
    expectFault(
      changed(({ proof }) => ({ proof: proof.replace('@v1\n', '@v1\nextra AAAA\n') })),
      'malformed',
      where,
    );
    expectFault(
      changed(({ proof }) => ({ proof: `${proof}\nanything` })),
      'malformed',
      where,
    );
    expectFault(
      changed(({ salt }) => ({ salt: swapLetter(salt, 3) })),
      'scope',
      where,
    );
    expectFault(
      changed(() => ({ n: 99 })),
      'scope',
      'record 99',
    );
  });

  it('values of one record shown as another’s', () => {
    const [a, b] = [lines()[own], lines()[own + 2]];
    const changed = at(own, () => ({ disclosed: b?.disclosed ?? {} }));
    expectFault(sealed(changed), 'digest', numberAt(own));
    expectFault(sealed(at(own, () => ({ ...b, n: a?.n ?? 0 }))), 'scope', numberAt(own));
  });
});

describe('the whole of the range', () => {
  const without = (...places: readonly number[]): Changes => written(lines().filter((_, i) => !places.includes(i)));

  it('a record left out, in the middle, at the beginning, at the end', () => {
    expect(faultsOf(sealed(without(own)), sample.policy)).toEqual(expect.arrayContaining([`gap ${numberAt(own + 1)}`]));
    expectFault(sealed(without(0, 1, 2)), 'incomplete', numberAt(3));
    expectFault(sealed(without(9, 10, 11)), 'incomplete', numberAt(8));
    expectFault(sealed(without(...lines().keys())), 'incomplete', 'records.jsonl');
  });

  it('records left out up to one of an older time, or behind one of a younger', async () => {
    const { bytes, policy } = await sampleExtract({ records: 6, log, witnesses, late: [9] });
    expect(faultsOf(bytes, policy)).toEqual([]);
    const late = unpack(bytes).files;
    const from9 = linesOf(late['records.jsonl'])
      .map(parseLine)
      .filter(({ n }) => n >= 9);
    expect(faultsOf(sealedIn(late, written(from9)), policy)).toContain('incomplete record 9');
    expectFault(sealed(without(11)), 'incomplete', numberAt(10));
  });

  it('a record twice, two exchanged', () => {
    const all = lines();
    expectFault(
      sealed(written(all.flatMap((line, i) => (i === own ? [line, line] : [line])))),
      'repeated',
      numberAt(own),
    );
    const [a, b] = [all[own], all[own + 1]];
    if (a && b) all.splice(own, 2, b, a);
    expectFault(sealed(written(all)), 'repeated', numberAt(own));
  });

  it('a record of another log, of another scope', () => {
    const stranger = linesOf(other['records.jsonl']).map(parseLine)[own];
    expectFault(sealed(at(own, () => stranger ?? {})), 'inconsistent', numberAt(own));
  });

  it('the request of another range, of another log', () => {
    const narrow = unpack(sample.narrow).files;
    const wide = sealed({ 'extract.json': narrow['extract.json'], 'manifest.json': narrow['manifest.json'] });
    expectFault(wide, 'outside', numberAt(3));
    const short = joined(
      pack({ ...narrow, 'extract.json': files['extract.json'], 'manifest.json': files['manifest.json'] }),
    );
    expect(faultsOf(short, sample.policy).length).toBeGreaterThan(0);
    expectFault(short, 'erased', numberAt(3));
    expectFault(sealed({ 'extract.json': other['extract.json'] }), 'inconsistent', 'extract.json');
  });

  it('bytes behind the proof of the request', () => {
    const line = parseLine(linesOf(files['extract.json'])[0] ?? new Uint8Array());
    const changed = formatLine({ ...line, proof: `${line.proof}\nanything` });
    expectFault(sealed({ 'extract.json': changed }), 'malformed', 'extract.json');
  });

  it('the record of something else as the request', () => {
    const line = lines()[own];
    if (line) expectFault(sealed({ 'extract.json': formatLine(line) }), 'malformed', 'extract.json');
  });
});

describe('the head', () => {
  const note = () => parseNote(files.checkpoint);
  const withCheckpoint = (bytes: Uint8Array): Uint8Array => sealed({ checkpoint: bytes });

  it('forged, by nobody, by others, twice, below the quorum', async () => {
    const { text, signatures } = note();
    const flipped = signatures.map(({ name, bytes }) => ({
      name,
      bytes: bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte)),
    }));
    expectFault(withCheckpoint(formatNote({ text, signatures: flipped })), 'forged', 'checkpoint');
    expectFault(withCheckpoint(formatNote({ text, signatures: signatures.slice(1) })), 'unknown', 'checkpoint');
    expectFault(withCheckpoint(formatNote({ text, signatures: signatures.slice(0, 2) })), 'unwitnessed', 'checkpoint');
    expectFault(
      withCheckpoint(formatNote({ text, signatures: [...signatures, ...signatures.slice(1)] })),
      'repeated',
      'checkpoint',
    );
    const stranger = keyInMemory('witness.example/be', newSeed());
    const [more] = (await signText(text, [witnessSigner(stranger, () => 1)])).signatures;
    expectFault(
      withCheckpoint(formatNote({ text, signatures: [...signatures, ...(more ? [more] : [])] })),
      'unknown',
      'checkpoint',
    );
  });

  it('of another tree, though signed with the real keys', async () => {
    const { origin, size } = parseCheckpoint(note().text);
    const text = formatCheckpoint({ origin, size, root: new Uint8Array(32) });
    const signed = await signText(text, [logSigner(log), ...witnesses.map((one) => witnessSigner(one, () => 1))]);
    expectFault(withCheckpoint(formatNote(signed)), 'inconsistent', 'extract.json');
    expectFault(withCheckpoint(other.checkpoint), 'inconsistent', 'extract.json');
  });

  it('under other people’s policy, or with another one enclosed', () => {
    const stranger = { ...sample.policy, logs: [keyInMemory('liaison.example/log', newSeed())] };
    expect(faultsOf(sample.bytes, stranger)).toEqual(['unknown checkpoint']);
    expect(faultsOf(sample.bytes, { ...sample.policy, logs: [keyInMemory('other.example', newSeed())] })).toEqual([
      'unknown checkpoint',
    ]);
    expectFault(sealed({ policy: encode(formatPolicy({ ...sample.policy, threshold: 1 })) }), 'altered', 'policy');
    expectFault(sealed({ policy: encode(formatPolicy(stranger)) }), 'unknown', 'checkpoint');
    expectFault(sealed({ policy: encode('quorum') }), 'malformed', 'policy');
  });

  it('fewer witnesses asked for by the enclosed policy than by one’s own', async () => {
    const lax = await sampleExtract({ records: 2, log, witnesses: [] });
    expect(faultsOf(lax.bytes, sample.policy)).toEqual(['unwitnessed checkpoint']);
  });
});
