import type { Id } from '@liaison/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Receipts, type Judge, type ReceiptsParts, type Verdict } from './receipts.js';
import { offline, unavailable } from './refusal.js';

const minute = 60_000;
let now = 0;
let random = 0;
let person: Id | null = 'ana';
let isLive = false;
let asked: (readonly Id[])[] = [];
let verdict: Verdict = { is: 'held' };
let time = new AbortController();
type Answer = (signal: AbortSignal) => Promise<unknown>;
let answer: Answer = () => Promise.resolve({ keys: '', receipts: [] });
let others: readonly string[] = [];
let vouched: readonly string[] = [];

const lost: Verdict = { is: 'wrong', why: 'Lost.', inclusion: null };

const judge: Judge = {
  judge: (receipts, _answer, known) => ({
    verdicts: new Map(receipts.map((one) => [one, verdict])),
    known: [...(known.length > 0 ? known : ['key']), ...vouched],
    others: { keys: others, note: 'note' },
  }),
};

const parts: ReceiptsParts = {
  kept: () => localStorage,
  random: () => random,
  now: () => now,
  serverNow: () => now,
  person: () => person,
  isLive: () => isLive,
  ask: (records, signal) => {
    asked.push(records);
    return answer(signal);
  },
  alone: (work) => work(),
  changed: () => undefined,
};

function newReceipts(change: Partial<ReceiptsParts> = {}): Receipts {
  const receipts = new Receipts({ ...parts, ...change });
  receipts.judgedBy(() => Promise.resolve(judge));
  return receipts;
}

const recordOf = (n: number): Id => `0199502e-1111-7222-8333-${String(n).padStart(12, '0')}`;
const receiptOf = (n: number, at = now): string =>
  btoa(
    ['liaison receipt v1', 'liaison.example/log', recordOf(n), 'A'.repeat(43), new Date(at).toISOString(), ''].join(
      '\n',
    ),
  );
const keep = (receipts: Receipts, ...notes: readonly string[]): void =>
  receipts.keep({ person: 'ana', askedAt: [now, now] }, notes);
const alarmsIn = (receipts: Receipts): readonly string[] => receipts.alarms().map(({ is }) => is);

/** Lets so many minutes pass, in which it looks each minute. */
async function pass(receipts: Receipts, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    now += minute;
    await receipts.check();
  }
}

beforeEach(() => {
  localStorage.clear();
  [now, random, person, isLive, asked, verdict, others, vouched] = [0, 0, 'ana', false, [], { is: 'held' }, [], []];
  answer = () => Promise.resolve({ keys: '', receipts: [] });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => (time = new AbortController()).signal);
});
afterEach(() => vi.restoreAllMocks());

it('one act in thirty-two asks for its receipt, and none where nobody is signed in', () => {
  const receipts = newReceipts();
  const wanted = Array.from({ length: 320 }, (_, n) => ((random = n / 320), receipts.wants()));
  expect(wanted.filter((sample) => sample?.person === 'ana')).toHaveLength(10);
  [random, person] = [0, null];
  expect(receipts.wants()).toBeNull();
});

it('is asked about after a minute, and gone when the log holds it', async () => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1), receiptOf(2));
  now = minute - 1;
  await receipts.check();
  expect(asked).toEqual([]);
  now = minute;
  await receipts.check();
  expect(asked).toEqual([[recordOf(1), recordOf(2)]]);
  now = 2 * minute;
  await receipts.check();
  expect(asked).toHaveLength(1);
  expect(receipts.alarms()).toEqual([]);
});

it('what is wrong is an alarm, also after the page is loaded anew, until somebody has taken it along', async () => {
  verdict = lost;
  keep(newReceipts(), receiptOf(1));
  await pass(newReceipts(), 1);
  const [alarm] = newReceipts().alarms();
  expect(alarm).toMatchObject({ is: 'wrong', receipts: [{ receipt: receiptOf(1, 0), doubt: { why: 'Lost.' } }] });
  if (alarm) newReceipts().settle(alarm);
  expect(newReceipts().alarms()).toEqual([]);
});

it('is an alarm also where the device has no room for it', async () => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  verdict = lost;
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  keep(receipts, receiptOf(2));
  await pass(receipts, 1);
  const [alarm] = receipts.alarms();
  expect(alarm?.receipts.map(({ record }) => record).sort()).toEqual([recordOf(1), recordOf(2)]);
  if (alarm) receipts.settle(alarm);
  expect(receipts.alarms()).toEqual([]);
});

it('is an alarm also where the device keeps nothing for this site', async () => {
  const kept = (): Storage => {
    throw new DOMException('', 'SecurityError');
  };
  const receipts = newReceipts({ kept });
  verdict = lost;
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  const [alarm] = receipts.alarms();
  expect(alarm?.receipts.map(({ record }) => record)).toEqual([recordOf(1)]);
  if (alarm) receipts.settle(alarm);
  expect(receipts.alarms()).toEqual([]);
});

it('what waits for more than ten minutes is an alarm of its own kind, and none any more when it is held after all', async () => {
  verdict = { is: 'waiting' };
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 9);
  expect(receipts.alarms()).toEqual([]);
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['late']);
  verdict = { is: 'held' };
  await pass(receipts, 10);
  expect(receipts.alarms()).toEqual([]);
});

it.each([
  ['of what is late', () => Promise.resolve({ keys: '', receipts: [] }), 10 + 5],
  ['where the server does not say', () => Promise.reject(unavailable('no')), 6],
])('it asks every ten minutes %s', async (_what, says, times) => {
  [verdict, answer] = [{ is: 'waiting' }, says];
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 60);
  expect(asked).toHaveLength(times);
});

const neverAnswers: Answer = (signal) => {
  time.abort();
  return new Promise(() => signal.throwIfAborted());
};

it.each<[string, Answer]>([
  ['never answers', neverAnswers],
  ['refuses', () => Promise.reject(unavailable('no'))],
  ['is not there while the connection is', () => Promise.reject(offline())],
  ['answers nothing', () => Promise.resolve({})],
  ['answers nothing of receipts', () => Promise.resolve({ keys: '', receipts: null })],
  ['answers what is none', () => Promise.resolve({ keys: '', receipts: [{ record: 1 }] })],
  ['answers no JSON', () => Promise.reject(new SyntaxError('no JSON'))],
])('a door that %s for an hour is an alarm, counted from its first silence, until it answers', async (_what, says) => {
  const receipts = newReceipts();
  isLive = true;
  keep(receipts, receiptOf(1));
  // The device slept: how old the receipt is, is no silence of the server's.
  now = 100 * minute;
  const good = answer;
  answer = says;
  await receipts.check();
  await pass(receipts, 59);
  expect(receipts.alarms()).toEqual([]);
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['silent']);
  answer = good;
  verdict = { is: 'waiting' };
  await pass(receipts, 10);
  expect(alarmsIn(receipts)).toEqual(['late']);
});

it.each<[string, Answer]>([
  ['is not there', () => Promise.reject(offline())],
  ['never answers', neverAnswers],
])('a door that %s is no alarm where there is no connection at all', async (_what, says) => {
  answer = says;
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 70);
  expect(receipts.alarms()).toEqual([]);
});

it('while nobody was there to ask, nobody was silent', async () => {
  const receipts = newReceipts();
  answer = () => Promise.reject(unavailable('no'));
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  now += 600 * minute;
  expect(receipts.alarms()).toEqual([]);
  await pass(receipts, 50);
  expect(receipts.alarms()).toEqual([]);
});

it('a silence that is broken begins anew', async () => {
  const receipts = newReceipts();
  const good = answer;
  verdict = { is: 'waiting' };
  const no = (): Promise<never> => Promise.reject(unavailable('no'));
  for (const [says, minutes] of [
    [no, 30],
    [good, 10],
    [no, 30],
  ] as const) {
    answer = says;
    keep(receipts, receiptOf(minutes + now));
    await pass(receipts, minutes);
  }
  expect(alarmsIn(receipts)).toEqual(['late']);
});

it.each([
  ['is no receipt', () => 'none'],
  ['is the receipt of an act of long ago', () => receiptOf(3, now - 6 * minute)],
  ['is the receipt of an act that was given before', () => receiptOf(1, 0)],
])('what the server gives that %s is an alarm at once, and nobody is asked about it', async (_what, given) => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  expect(asked).toHaveLength(1);
  keep(receipts, given());
  expect(alarmsIn(receipts)).toEqual(['wrong']);
  await pass(receipts, 1);
  expect(asked).toHaveLength(1);
});

it('another key is one alarm, however many receipts it signed; who took it along has it trusted', async () => {
  const receipts = newReceipts();
  verdict = { is: 'waiting' };
  keep(receipts, receiptOf(1), receiptOf(2), receiptOf(3));
  await pass(receipts, 1);
  [verdict, others] = [{ is: 'other key' }, ['evil']];
  await pass(receipts, 20);
  const [alarm, ...more] = receipts.alarms();
  expect([alarm?.is, alarm?.receipts.length, more]).toEqual(['key', 3, []]);
  expect(alarm?.keys).toEqual({ known: ['key'], others: { keys: ['evil'], note: 'note' } });
  if (alarm) receipts.settle(alarm);
  expect(receipts.alarms()).toEqual([]);
  verdict = { is: 'held' };
  await pass(receipts, 1);
  expect(JSON.parse(localStorage.getItem('liaison:receipt-trust') ?? '')).toEqual({
    known: ['key', 'evil'],
    others: null,
  });
});

it('there is no alarm about a key any more once a known one has vouched for it', async () => {
  const receipts = newReceipts();
  [verdict, others] = [{ is: 'other key' }, ['next']];
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['key']);
  [verdict, others, vouched] = [{ is: 'held' }, [], ['next']];
  await pass(receipts, 10);
  expect(receipts.alarms()).toEqual([]);
});

it('an alarm about a key is not about receipts that nobody has judged yet', async () => {
  const receipts = newReceipts();
  [verdict, others] = [{ is: 'other key' }, ['evil']];
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  keep(receipts, receiptOf(2));
  expect(receipts.alarms()).toMatchObject([{ is: 'key', receipts: [{ record: recordOf(1) }] }]);
});

it('an act that took an hour has a receipt of its beginning', () => {
  const receipts = newReceipts();
  const sample = receipts.wants();
  const receipt = receiptOf(1);
  now += 60 * minute;
  if (sample) receipts.keep(sample, [receipt]);
  expect([sample?.askedAt, receipts.alarms()]).toEqual([[0, 0], []]);
});

it.each([
  ['the machine slept, and the server’s clock stood still here', { serverNow: () => 0 }],
  ['the machine’s clock is hours off', { now: () => now + 600 * minute }],
])('a receipt of its act is no alarm where %s', (_what, clock) => {
  const receipts = newReceipts(clock);
  now += 60 * minute;
  const sample = receipts.wants();
  if (sample) receipts.keep(sample, [receiptOf(1)]);
  expect([sample?.person, receipts.alarms()]).toEqual(['ana', []]);
});

it('no more is kept than eight of an answer, none that is too long, and 200 of a person', () => {
  const receipts = newReceipts();
  keep(receipts, ...Array.from({ length: 9 }, (_, n) => receiptOf(n)));
  expect(localStorage).toHaveLength(8);
  keep(receipts, 'x'.repeat(3_000));
  expect(localStorage).toHaveLength(8);
  for (let n = 0; n < 190; n += 1) localStorage.setItem(`liaison:receipt:ana:${n}`, '{}');
  keep(receipts, receiptOf(10), receiptOf(11), receiptOf(12));
  expect(localStorage).toHaveLength(200);
});

it('those that the log does not settle keep no others from being asked about', async () => {
  verdict = { is: 'waiting' };
  const receipts = newReceipts();
  for (let n = 0; n < 40; n += 1) keep(receipts, receiptOf(n));
  await pass(receipts, 2);
  expect(new Set(asked.flat()).size).toBe(40);
});

it('a device that comes back after a year asks nothing of then, and keeps what was wrong', async () => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1), 'none');
  now = 364 * 24 * 60 * minute;
  verdict = lost;
  await receipts.check();
  expect([asked, receipts.alarms().flatMap((one) => one.receipts.map(({ receipt }) => receipt))]).toEqual([
    [],
    ['none'],
  ]);
});

it('another person on this device sees none of them', async () => {
  verdict = lost;
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  person = 'luc';
  await pass(receipts, 1);
  expect([asked, receipts.alarms()]).toEqual([[], []]);
  person = 'ana';
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['wrong']);
});

it('a receipt is of whoever asked for it, though another person is there when it comes', () => {
  const receipts = newReceipts();
  person = 'luc';
  keep(receipts, 'none');
  expect(receipts.alarms()).toEqual([]);
  person = 'ana';
  expect(alarmsIn(receipts)).toEqual(['wrong']);
});

it('where another window is at it, this one does not ask', async () => {
  const receipts = newReceipts({ alone: () => Promise.resolve() });
  keep(receipts, receiptOf(1));
  await pass(receipts, 3);
  expect(asked).toEqual([]);
});
