import type { LogLine } from '@liaison/contracts';
import { framed, syslogLine } from './syslog-line.js';

const line: LogLine = {
  id: '0199502e-1111-7222-8333-444455556666',
  at: '2025-09-15T08:00:00.000Z',
  class: 'consultation',
  act: 'dataset.view',
  outcome: 'success',
  operation: null,
  agency: '0199502e-1111-7222-8333-444455556667',
  person: '0199502e-1111-7222-8333-444455556668',
  personName: 'Ana Visser',
  role: null,
  objects: [],
  groundStated: true,
  ground: null,
  address: '192.0.2.7',
  session: null,
  recipients: null,
  rule: 'dataset.view#can-read',
  compartment: null,
  seenAs: 'person',
  n: 7,
  detail: null,
  erased: [],
};
const text = (change: Partial<LogLine> = {}, host = 'liaison.example'): string =>
  syslogLine({ ...line, ...change }, host).toString();
const anObject = { type: 'dataset', id: line.id, version: 1, ref: 'VIDTF17-7K3Q' };

it('is a message of RFC 5424 with the fields that are there, and its objects', () => {
  expect(text({ objects: [anObject] })).toBe(
    '<110>1 2025-09-15T08:00:00.000Z liaison.example liaison - dataset.view [liaison@32473' +
      ` record="${line.id}" n="7" seenAs="person" class="consultation" outcome="success" agency="${line.agency ?? ''}"` +
      ` person="${line.person ?? ''}" personName="Ana Visser" groundStated="true" address="192.0.2.7" rule="dataset.view#can-read"` +
      ` objects="1"] [${JSON.stringify(anObject)}]`,
  );
});

it.each([
  ['what reads', {}, 110],
  ['what gives away', { class: 'disclosure' }, 109],
  ['what changes rights', { class: 'permission_change' }, 109],
  ['a refusal', { class: 'denial', outcome: 'failure' }, 108],
  ['a wrong password', { class: 'sign_in', outcome: 'failure' }, 108],
] as const)('%s has its severity', (_name, change, priority) => {
  expect(text(change)).toMatch(new RegExp(`^<${priority}>1 `));
});

it('no value ends its own quotes, and nothing else is changed in it', () => {
  const value = 'a "b" \\ [c] é\n<14>1 -';
  expect(text({ ground: value })).toContain(' ground="a \\"b\\" \\\\ [c\\] é\n<14>1 -" address=');
});

it('a host name that is none becomes one, or a hyphen', () => {
  expect(text({}, 'two words:8443')).toContain('Z twowords:8443 liaison - ');
  expect(text({}, 'é ')).toContain('Z - liaison - ');
});

it('stays within 8,192 bytes: of many objects the first, whole, and how many there are', () => {
  const many = Array.from({ length: 5_000 }, () => ({ ...anObject, ref: 'é' }));
  const long = text({ objects: many, recipients: many.map(({ id }) => id) });
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(8_192);
  expect(long).toContain(' objects="5000"] [');
  const told = JSON.parse(long.slice(long.indexOf('] [') + 2)) as unknown[];
  expect(told.length).toBeGreaterThan(10);
  expect(told[0]).toEqual(many[0]);
});

it('is framed by its length in bytes', () => {
  expect(framed(Buffer.from('é!')).toString()).toBe('3 é!');
});
