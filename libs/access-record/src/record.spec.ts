import { DomainError } from '@liaison/domain';
import { LogError } from '@liaison/transparency-log';
import { formatEntry } from './entry.js';
import { fieldDigest } from './field.js';
import { fieldsOf, isPadding, makeRecord, parseRecord, type ActFacts } from './record.js';
import { scopeDigest, scopesOf } from './scope.js';

const facts: ActFacts = {
  at: new Date('2025-09-01T08:00:00.123Z'),
  class: 'consultation',
  act: 'dataset.read',
  outcome: 'success',
  operation: 'op',
  compartment: null,
  person: 'p',
  agency: 'nl',
  role: 'analyst',
  session: 's',
  address: '192.0.2.1',
  objects: [{ type: 'dataset', id: 'd', version: 2, ref: 'VIDTF17-7K3Q', owner: 'fr' }],
  subjectAgencies: ['fr'],
  overseers: [],
  recipients: [],
  ground: 'task',
  rule: 'member-reads',
  detail: { ids: ['a', 'b'], rows: 2 },
};

it('a record read back says what is never erased, and opens each field by its salt', () => {
  const { bytes, salts } = makeRecord(facts, '1');
  const { digests, ...said } = parseRecord(bytes);
  expect(said).toEqual({
    at: facts.at,
    class: 'consultation',
    act: 'dataset.read',
    outcome: 'success',
    groundStated: true,
    policy: '1',
  });
  const opened = Array.from(fieldsOf(facts), ([name, value]) => fieldDigest(salts[name] ?? '', name, value));
  expect(digests).toEqual(opened.sort());
});

it('the objects of each agency are a field of their own, which each subject agency has', () => {
  const [ours] = facts.objects;
  const nobodys = { type: 'session', id: 's', version: null, ref: null, owner: null };
  const fields = fieldsOf({
    ...facts,
    objects: [ours, nobodys].flatMap((one) => one ?? []),
    subjectAgencies: ['be', 'fr'],
  });
  expect(fields.get('objects/fr')).toEqual([ours]);
  expect(fields.get('objects/be')).toEqual([]);
  expect(fields.get('objects')).toEqual([nobodys]);
});

it('how many agencies an act touched cannot be counted: what pads the record opens like any field', () => {
  const touching = (agencies: number): ActFacts => ({
    ...facts,
    objects: [],
    subjectAgencies: Array.from({ length: agencies }, (_, at) => `agency ${at}`),
  });
  const [none, three, four] = [0, 3, 4].map(
    (agencies) => parseRecord(makeRecord(touching(agencies), '1').bytes).digests,
  );
  expect([none?.length, three?.length, four?.length]).toEqual([16, 16, 24]);
  expect([...fieldsOf(touching(1)).keys()].filter(isPadding)).toHaveLength(2);
});

it('an act on the information of more agencies than an entry has room for is refused, and its denial is not', () => {
  const touching = (agencies: number, more: Partial<ActFacts> = {}): ActFacts => ({
    ...facts,
    ...more,
    objects: [],
    subjectAgencies: Array.from({ length: agencies }, (_, at) => `agency ${at}`),
  });
  const { bytes } = makeRecord(touching(1_398), '1');
  const scopes = scopesOf(touching(1_398)).map((scope) => scopeDigest('salt', { ...scope, n: 1 }));
  expect(formatEntry(bytes, scopes).length).toBeLessThan(65_536);
  expect(() => makeRecord(touching(1_399), '1')).toThrow(DomainError);
  expect(() => makeRecord(touching(1_399), '1')).toThrow('more agencies than one record can name');
  expect(() => makeRecord(touching(1_399, { class: 'denial' }), '1')).not.toThrow();
});

it('a record written in any other way is refused', () => {
  const text = makeRecord(facts, '1').bytes.toString();
  const digests = parseRecord(Buffer.from(text)).digests;
  const cases: readonly (readonly [string, string])[] = [
    [text.replace('08:00:00.123Z', '08:00:00Z'), 'time'],
    [text.replace('"consultation"', '"reading"'), 'class is unknown'],
    [text.replace('"success"', '"maybe"'), 'outcome is unknown'],
    [text.replace('"dataset.read"', '""'), 'act is no text'],
    [text.replace('"policy":"1"', '"policy":1'), 'policy is no text'],
    [text.replace(`"${digests[0]}","${digests[1]}",`, ''), '14 digests'],
    [
      text.replace(
        digests
          .slice(0, 8)
          .map((one) => `"${one}",`)
          .join(''),
        '',
      ),
      '8 digests',
    ],
    [text.replace('true', 'null'), 'whether a ground was stated'],
    [text.replace('"version":1', '"version":9'), 'unknown version'],
    [text.replace('{', '{ '), 'canonical'],
  ];
  for (const [changed, reason] of cases) {
    expect(() => parseRecord(Buffer.from(changed))).toThrow(LogError);
    expect(() => parseRecord(Buffer.from(changed))).toThrow(reason);
  }
});
