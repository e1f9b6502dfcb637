import { signKeys, signStatement, type Statement, type StatementKind } from '@liaison/access-record';
import type { ReceiptCheck } from '@liaison/contracts';
import { formatLogKey, keyInMemory, type KeyProvider } from '@liaison/transparency-log';
import { expect, it } from 'vitest';
import { judgeOfReceipts } from './judge-receipts.js';

const log = keyInMemory('liaison.example/log', new Uint8Array(32).fill(1));
const next = keyInMemory('liaison.example/log', new Uint8Array(32).fill(2));
const stranger = keyInMemory('liaison.example/log', new Uint8Array(32).fill(3));
type State = ReceiptCheck['receipts'][number]['state'];
const record = '0199502e-1111-7222-8333-444455556666';
const base: Statement = { origin: log.name, record, digest: 'A'.repeat(43), at: new Date('2025-09-15T09:00:00Z') };

const inText = (note: Uint8Array): string =>
  btoa(String.fromCharCode(...note))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

async function signed(kind: StatementKind, change: Partial<Statement> = {}, ...by: KeyProvider[]): Promise<string> {
  return inText(await signStatement(kind, { ...base, ...change }, by.length > 0 ? by : [log]));
}

const keysBy = async (named: readonly KeyProvider[], ...by: KeyProvider[]): Promise<string> =>
  inText(await signKeys(named, by));

const answered = async (state: State, inclusion: string | null = null): Promise<ReceiptCheck> => ({
  keys: await keysBy([log], log),
  receipts: [{ record, state, inclusion }],
});

const verdictOf = (receipt: string, answer: ReceiptCheck, known: readonly string[] = []) =>
  judgeOfReceipts.judge([receipt], answer, known).verdicts.get(receipt);

it('a receipt is held whose record the log shows under the same digest', async () => {
  const receipt = await signed('receipt');
  expect(verdictOf(receipt, await answered('included', await signed('inclusion')))).toEqual({ is: 'held' });
  expect(verdictOf(receipt, await answered('waiting'))).toEqual({ is: 'waiting' });
});

it.each([
  ['the log does not know the record', async () => answered('unknown'), /does not know/],
  [
    'the log leaves it out of its answer',
    async () => ({ ...(await answered('included')), receipts: [] }),
    /does not know/,
  ],
  ['the log shows nothing', async () => answered('included'), /does not hold/],
  [
    'it stands there with another digest',
    async () => answered('included', await signed('inclusion', { digest: 'B'.repeat(43) })),
    /another record/,
  ],
  [
    'somebody else says so',
    async () => answered('included', await signed('inclusion', {}, stranger)),
    /no trusted key/,
  ],
  ['a receipt is shown in its place', async () => answered('included', await signed('receipt')), /no inclusion/],
])('it is wrong where %s', async (_what, answer, why) => {
  const verdict = verdictOf(await signed('receipt'), await answer());
  expect(verdict).toMatchObject({ is: 'wrong', why: expect.stringMatching(why) as string });
});

it('a receipt that the log’s key has not signed is wrong whatever the log says', async () => {
  const answer = await answered('included', await signed('inclusion'));
  const verdict = verdictOf(await signed('receipt', {}, stranger), answer);
  expect(verdict).toMatchObject({ is: 'wrong', why: expect.stringMatching(/does not hold/) as string });
});

const known = [formatLogKey(log)];

it('the first keys are taken on trust, if they say so themselves', async () => {
  const [receipt, inclusion] = [await signed('receipt'), await signed('inclusion')];
  expect(judgeOfReceipts.judge([receipt], await answered('included', inclusion), [])).toMatchObject({ known });
  const unsigned = { ...(await answered('included', inclusion)), keys: await keysBy([log], stranger) };
  expect(judgeOfReceipts.judge([receipt], unsigned, [])).toMatchObject({ known: [] });
});

it('a next key is taken from a list that a known one has signed, and what it signs is held', async () => {
  const receipt = await signed('receipt', {}, log, next);
  const both = await keysBy([log, next], log, next);
  const answer = { ...(await answered('included', await signed('inclusion', {}, log, next))), keys: both };
  const judged = judgeOfReceipts.judge([receipt], answer, known);
  expect([judged.verdicts.get(receipt), judged.known]).toEqual([{ is: 'held' }, [...known, formatLogKey(next)]]);
  const [later, shown] = [await signed('receipt', {}, next), await signed('inclusion', {}, next)];
  const after = { ...(await answered('included', shown)), keys: await keysBy([next, log], next) };
  expect(judgeOfReceipts.judge([later], after, judged.known)).toMatchObject({ known: judged.known });
  expect(verdictOf(later, after, judged.known)).toEqual({ is: 'held' });
});

it.each([
  ['names it beside the known one', () => keysBy([log, stranger], stranger)],
  ['names it alone', () => keysBy([stranger], stranger)],
])('what another key signs proves nothing where the answer %s', async (_what, keys) => {
  const evil = { ...(await answered('included', await signed('inclusion', {}, stranger))), keys: await keys() };
  const receipt = await signed('receipt');
  const { verdicts, ...left } = judgeOfReceipts.judge([receipt], evil, known);
  expect(verdicts.get(receipt)).toEqual({ is: 'other key' });
  expect(left).toEqual({ known, others: { keys: [formatLogKey(stranger)], note: evil.keys } });
});

it('a stranger’s signature beside the known one’s makes no key known', async () => {
  const inclusion = await signed('inclusion', {}, log, stranger);
  const answer = { ...(await answered('included', inclusion)), keys: await keysBy([log, stranger], stranger) };
  const receipt = await signed('receipt', {}, log, stranger);
  const judged = judgeOfReceipts.judge([receipt], answer, known);
  expect([judged.verdicts.get(receipt), judged.known]).toEqual([{ is: 'held' }, known]);
});
