import { signStatement, type Statement, type StatementKind } from '@liaison/access-record';
import type { ReceiptCheck } from '@liaison/contracts';
import { formatLogKey, keyInMemory, type KeyProvider } from '@liaison/transparency-log';
import { expect, it } from 'vitest';
import { judgeOfReceipts } from './judge-receipts.js';

const log = keyInMemory('liaison.example/log', new Uint8Array(32).fill(1));
const next = keyInMemory('liaison.example/log', new Uint8Array(32).fill(2));
const stranger = keyInMemory('liaison.example/log', new Uint8Array(32).fill(3));
const record = '0199502e-1111-7222-8333-444455556666';
const base: Statement = { origin: log.name, record, digest: 'A'.repeat(43), at: new Date('2025-09-15T09:00:00Z') };

async function signed(kind: StatementKind, change: Partial<Statement> = {}, by: KeyProvider = log): Promise<string> {
  const note = await signStatement(kind, { ...base, ...change }, [by]);
  return btoa(String.fromCharCode(...note))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

const answered = (state: ReceiptCheck['receipts'][number]['state'], inclusion: string | null = null): ReceiptCheck => ({
  keys: [formatLogKey(log)],
  receipts: [{ record, state, inclusion }],
});

const verdictOf = (receipt: string, answer: ReceiptCheck, known: readonly string[] = []) =>
  judgeOfReceipts.judge([receipt], answer, known).verdicts[0];

it('a receipt is held whose record the log shows under the same digest', async () => {
  const receipt = await signed('receipt');
  expect(judgeOfReceipts.recordOf(receipt)).toBe(record);
  expect(verdictOf(receipt, answered('included', await signed('inclusion')))).toEqual({ is: 'held' });
  expect(verdictOf(receipt, answered('waiting'))).toEqual({ is: 'waiting' });
});

it.each([
  ['the log does not know the record', async () => answered('unknown'), /does not know/],
  ['the log leaves it out of its answer', async () => ({ ...answered('included'), receipts: [] }), /does not know/],
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
  const verdict = verdictOf(await signed('receipt', {}, stranger), answered('included', await signed('inclusion')));
  expect(verdict).toMatchObject({ is: 'wrong', why: expect.stringMatching(/does not hold/) as string });
});

it('a key may be changed beside the old one, and not for it', async () => {
  const [receipt, inclusion] = [await signed('receipt'), await signed('inclusion')];
  const both = { ...answered('included', inclusion), keys: [formatLogKey(log), formatLogKey(next)] };
  const { verdicts, keys } = judgeOfReceipts.judge([receipt], both, [formatLogKey(log)]);
  expect([verdicts[0], keys]).toEqual([{ is: 'held' }, both.keys]);
  const other = { ...answered('included', inclusion), keys: [formatLogKey(stranger)] };
  expect(judgeOfReceipts.judge([receipt], other, [formatLogKey(log)])).toMatchObject({
    verdicts: [{ is: 'wrong', why: expect.stringMatching(/another key/) as string }],
    keys: [formatLogKey(log)],
  });
});

it.each(['', 'nothing', '%%%', btoa('a\nb\nc\n')])('what is no receipt names no record: %s', (receipt) => {
  expect(judgeOfReceipts.recordOf(receipt)).toBeNull();
});
