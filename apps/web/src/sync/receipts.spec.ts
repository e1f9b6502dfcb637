import type { Id, ReceiptCheck } from '@liaison/contracts';
import { beforeEach, expect, it } from 'vitest';
import { Receipts, type Judge, type Verdict } from './receipts.js';
import { offline, unavailable } from './refusal.js';

const minute = 60_000;
let now = 0;
let random = 0;
let person: Id | null = 'ana';
let asked: (readonly Id[])[] = [];
let verdict: Verdict = { is: 'held' };
let failure: Error | null = null;

const judge: Judge = {
  recordOf: (receipt) => (receipt === 'none' ? null : `record of ${receipt}`),
  judge: (receipts) => ({ verdicts: receipts.map(() => verdict), keys: ['key'] }),
};

function newReceipts(): Receipts {
  const receipts = new Receipts({
    kept: localStorage,
    random: () => random,
    now: () => now,
    person: () => person,
    ask: (records): Promise<ReceiptCheck> => {
      asked.push(records);
      return failure ? Promise.reject(failure) : Promise.resolve({ keys: [], receipts: [] });
    },
    changed: () => undefined,
  });
  receipts.judgedBy(() => Promise.resolve(judge));
  return receipts;
}

beforeEach(() => {
  localStorage.clear();
  [now, random, person, asked, verdict, failure] = [0, 0, 'ana', [], { is: 'held' }, null];
});

it('one act in thirty-two asks for its receipt, and none where nobody is signed in', () => {
  const receipts = newReceipts();
  const wanted = Array.from({ length: 320 }, (_, n) => ((random = n / 320), receipts.wants()));
  expect(wanted.filter(Boolean)).toHaveLength(10);
  [random, person] = [0, null];
  expect(receipts.wants()).toBe(false);
});

it('is asked about after a minute, and gone when the log holds it', async () => {
  const receipts = newReceipts();
  receipts.keep(['a', 'b']);
  now = minute - 1;
  await receipts.check();
  expect(asked).toEqual([]);
  now = minute;
  await receipts.check();
  expect(asked).toEqual([['record of a', 'record of b']]);
  now = 2 * minute;
  await receipts.check();
  expect(asked).toHaveLength(1);
  expect(receipts.alarms()).toEqual([]);
});

it('what is wrong is an alarm, also after the page is loaded anew, until somebody has taken it along', async () => {
  verdict = { is: 'wrong', why: 'Lost.', inclusion: null };
  newReceipts().keep(['a']);
  now = minute;
  await newReceipts().check();
  const [alarm] = newReceipts().alarms();
  expect(alarm).toMatchObject({ receipt: 'a', alarm: { why: 'Lost.' } });
  newReceipts().settle({ receipt: 'a' });
  expect(newReceipts().alarms()).toEqual([]);
});

it('what waits for more than ten minutes is an alarm', async () => {
  verdict = { is: 'waiting' };
  const receipts = newReceipts();
  receipts.keep(['a']);
  now = 10 * minute - 1;
  await receipts.check();
  expect(receipts.alarms()).toEqual([]);
  now = 10 * minute;
  await receipts.check();
  expect(receipts.alarms()).toHaveLength(1);
});

it.each([
  ['no connection is none', offline(), 0],
  ['a door that refuses to say for an hour is one', unavailable('no'), 1],
])('%s', async (_what, error, alarms) => {
  failure = error;
  const receipts = newReceipts();
  receipts.keep(['a']);
  now = 59 * minute;
  await receipts.check();
  expect(receipts.alarms()).toEqual([]);
  now = 60 * minute;
  await receipts.check();
  expect(receipts.alarms()).toHaveLength(alarms);
});

it('what the server gives in place of a receipt is an alarm, and nobody is asked about it', async () => {
  const receipts = newReceipts();
  receipts.keep(['none']);
  now = minute;
  await receipts.check();
  expect([asked, receipts.alarms().length]).toEqual([[], 1]);
});

it('another person on this device sees none of them', async () => {
  verdict = { is: 'wrong', why: 'Lost.', inclusion: null };
  const receipts = newReceipts();
  receipts.keep(['a']);
  person = 'luc';
  now = minute;
  await receipts.check();
  expect([asked, receipts.alarms()]).toEqual([[], []]);
  person = 'ana';
  await receipts.check();
  expect(receipts.alarms()).toHaveLength(1);
});
