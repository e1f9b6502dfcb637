import {
  formatNote,
  formatCheckpoint,
  keyInMemory,
  logSigner,
  openCheckpoint,
  signText,
} from '@liaison/transparency-log';
import { openStatement, signStatement, type Statement } from './statement.js';

const key = keyInMemory('liaison.example/log', new Uint8Array(32).fill(1));
const stranger = keyInMemory('liaison.example/log', new Uint8Array(32).fill(2));
const statement: Statement = {
  origin: key.name,
  record: '0199502e-1111-7222-8333-444455556666',
  digest: 'A'.repeat(43),
  at: new Date('2025-09-15T09:00:00.000Z'),
};
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (of: string): Uint8Array => new TextEncoder().encode(of);

it('what the log said of a record is read as it was said, with any of its keys', async () => {
  const signed = await signStatement('receipt', statement, [key, stranger]);
  expect(openStatement('receipt', signed, [key])).toEqual(statement);
  expect(openStatement('receipt', signed, [stranger])).toEqual(statement);
});

it.each([
  ['another record', ['4444', '4445']],
  ['another digest', ['AAA', 'BAA']],
  ['another time', ['09:00', '10:00']],
  ['another origin', ['liaison.example/log\n', 'other.example/log\n']],
] as const)('is refused with %s', async (_what, [from, to]) => {
  const changed = text(await signStatement('receipt', statement, [key])).replace(from, to);
  expect(() => openStatement('receipt', bytes(changed), [key])).toThrow();
});

it('is refused where nobody who is trusted has signed it', async () => {
  const signed = await signStatement('receipt', statement, [stranger]);
  expect(() => openStatement('receipt', signed, [key])).toThrow(/no trusted key/);
});

it('a receipt is no inclusion, and neither of them nor a checkpoint passes for another', async () => {
  const signed = await signStatement('receipt', statement, [key]);
  expect(() => openStatement('inclusion', signed, [key])).toThrow(/no inclusion/);
  expect(() => openCheckpoint(signed, { logs: [key], witnesses: [], threshold: 0 })).toThrow();
  const head = formatCheckpoint({ origin: key.name, size: 1, root: new Uint8Array(32) });
  const checkpoint = formatNote(await signText(head, [logSigner(key)]));
  expect(() => openStatement('receipt', checkpoint, [key])).toThrow(/no receipt/);
});

it('has one spelling', async () => {
  const loose = `liaison receipt v1\n${key.name}\n${statement.record}\n${statement.digest}\n2025-09-15T09:00:00Z\n`;
  const signed = formatNote(await signText(loose, [logSigner(key)]));
  expect(() => openStatement('receipt', signed, [key])).toThrow(/not written as it should be/);
});
