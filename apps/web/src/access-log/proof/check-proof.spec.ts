import type { RecordProof, SignedTree } from '@liaison/contracts';
import { canonical, fieldDigest, formatEntry, scopeDigest } from '@liaison/access-record';
import {
  formatCheckpoint,
  formatNote,
  formatPolicy,
  formatProof,
  keyInMemory,
  leafHash,
  logSigner,
  nodeHash,
  signText,
  witnessSigner,
} from '@liaison/transparency-log';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkProof } from './check-proof.js';

const text = new TextEncoder();
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const log = keyInMemory('liaison.example/log', new Uint8Array(32).fill(1));
const witness = keyInMemory('witness.nl', new Uint8Array(32).fill(2));
const ours = { type: 'dataset', id: 'd', version: 2, ref: 'VIDTF17-7K3Q', owner: 'nl' };
const nobodys = { type: 'thread', id: 't', version: null, ref: null, owner: null };
const values = {
  person: 'p',
  agency: 'nl',
  ground: 'Victim identification',
  objects: [nobodys],
  'objects/nl': [ours],
};
const closed = Array.from({ length: 11 }, (_, at) => `${'ABCDEFGHIJK'.charAt(at).repeat(42)}A`);
const digests = [...Object.entries(values).map(([name, value]) => fieldDigest(name, name, value)), ...closed].sort();
const disclosed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { salt: name, value }]));
const openedWithout = (...names: readonly string[]): typeof disclosed =>
  Object.fromEntries(Object.entries(disclosed).filter(([name]) => !names.includes(name)));
const said = {
  at: '2025-09-21T09:12:44.120Z',
  class: 'consultation',
  act: 'dataset.view',
  outcome: 'success',
  groundStated: true,
} as const;
const shown = {
  id: 'r',
  ...said,
  operation: null,
  agency: 'nl',
  person: 'p',
  role: null,
  objects: [
    { type: 'thread', id: 't', version: null, ref: null },
    { type: 'dataset', id: 'd', version: 2, ref: 'VIDTF17-7K3Q' },
  ],
  ground: 'Victim identification',
  address: null,
  session: null,
  recipients: null,
  rule: null,
  compartment: null,
  detail: null,
  erased: [],
};
const record = text.encode(canonical({ version: 1, ...said, policy: '1', digests }));
const number = { kind: 'agency', agency: 'nl', operation: null, n: 7 } as const;
const entry = formatEntry(record, [scopeDigest('salt', number)]);
const policy = formatPolicy({ logs: [log], witnesses: [witness], threshold: 1 });

let genuine: { readonly proof: RecordProof; readonly tree: SignedTree };
let unwitnessed: RecordProof;

beforeAll(async () => {
  const beside = leafHash(text.encode('beside'));
  const head = formatCheckpoint({ origin: log.name, size: 2, root: nodeHash(leafHash(entry), beside) });
  const proofWith = async (signers: Parameters<typeof signText>[1]): Promise<RecordProof> => {
    const checkpoint = formatNote(await signText(head, signers));
    return {
      record: 'r',
      recordBytes: base64(record),
      entry: 0,
      entryBytes: base64(entry),
      proof: new TextDecoder().decode(formatProof({ index: 0, hashes: [beside], checkpoint, extra: null })),
      numbers: [{ ...number, salt: 'salt' }],
      disclosed,
    };
  };
  unwitnessed = await proofWith([logSigner(log)]);
  genuine = {
    proof: await proofWith([logSigner(log), witnessSigner(witness, () => 1_758_445_965)]),
    tree: { checkpoint: head, policy },
  };
});

describe('a proof, checked in the browser', () => {
  it('holds where record, entry, tree, number and witnesses fit', () => {
    const report = checkProof(shown, genuine.proof, genuine.tree);
    expect(report.outcome).toBe('verified');
    expect(report.checks.map((one) => one.outcome)).toEqual(['held', 'held', 'held', 'held', 'held', 'held']);
    expect(report.checks[3]?.words).toContain('number 0 of the 2 that liaison.example/log');
  });

  it('holds where values were erased, and names those that were compared with nothing', () => {
    const left = { ...shown, person: null, ground: null, erased: ['ground', 'person'] };
    const disclosed = openedWithout('person', 'ground');
    const report = checkProof(left, { ...genuine.proof, disclosed }, genuine.tree);
    expect(report.outcome).toBe('verified');
    expect(report.checks[1]?.words).toContain('Erased, and so compared with nothing: ground, person.');
  });

  it('holds where objects were erased, and others are there', () => {
    const report = checkProof({ ...shown, erased: ['objects'] }, genuine.proof, genuine.tree);
    expect(report.outcome).toBe('verified');
    expect(report.checks[1]?.words).toContain('Erased, and so compared with nothing: objects.');
  });

  it('says that too few have witnessed it, and is no less true for that', () => {
    const report = checkProof(shown, unwitnessed, genuine.tree);
    expect(report.outcome).toBe('unwitnessed');
    expect(report.checks[5]).toEqual({
      words: 'Not yet witnessed: 0 of the 1 witnesses that are asked for.',
      outcome: 'pending',
    });
  });

  it.each([
    ['the screen says something else', { ...shown, act: 'dataset.export' }, {}],
    ['the screen names another person', { ...shown, person: 'q' }, {}],
    ['the screen hides the ground', { ...shown, ground: null }, {}],
    ['the screen shows what no salt opens', { ...shown, address: '192.0.2.1' }, {}],
    ['the screen says that a value is erased which is there', { ...shown, erased: ['person'] }, {}],
    [
      'the screen shows a value that is said to be erased',
      { ...shown, erased: ['person'] },
      { disclosed: openedWithout('person') },
    ],
    ['the screen leaves out an object', { ...shown, objects: [] }, {}],
    [
      'screen and body name another person than the record',
      { ...shown, person: 'q' },
      { disclosed: { ...disclosed, person: { salt: 'person', value: 'q' } } },
    ],
    ['no value is opened, and the screen shows some', shown, { disclosed: {} }],
    ['it is of another record', { ...shown, id: 'other' }, {}],
    [
      'the record has a bit changed',
      shown,
      { recordBytes: base64(record.map((byte, at) => (at === 20 ? byte ^ 1 : byte))) },
    ],
    ['the entry is another', shown, { entryBytes: base64(formatEntry(text.encode('other'), [])) }],
    ['its place is another', shown, { entry: 1 }],
    ['its number is another', shown, { numbers: [{ ...number, n: 8, salt: 'salt' }] }],
    ['it is no proof at all', shown, { proof: 'nothing' }],
  ])('is refused where %s', (_what, screen, change) => {
    const report = checkProof(screen, { ...genuine.proof, ...change }, genuine.tree);
    expect(report.outcome).toBe('refused');
    expect(report.checks[report.checks.length - 1]?.outcome).toBe('failed');
  });

  it('is refused where the tree was signed by a key that nobody trusts', () => {
    const stranger = keyInMemory(log.name, new Uint8Array(32).fill(3));
    const other = formatPolicy({ logs: [stranger], witnesses: [witness], threshold: 1 });
    expect(checkProof(shown, genuine.proof, { ...genuine.tree, policy: other }).outcome).toBe('refused');
  });
});
