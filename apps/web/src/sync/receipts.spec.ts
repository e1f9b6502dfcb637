import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Verdict } from './receipts.js';
import { unavailable } from './refusal.js';
import {
  alarmsIn,
  keep,
  minute,
  newReceipts,
  pass,
  receiptOf,
  recordOf,
  scene,
  setScene,
} from './spec/receipts-scene.js';

const lost: Verdict = { is: 'wrong', why: 'Lost.', inclusion: null };

beforeEach(setScene);
afterEach(() => vi.restoreAllMocks());

it('one act in thirty-two asks for its receipt, and none where nobody is signed in', () => {
  const receipts = newReceipts();
  const wanted = Array.from({ length: 320 }, (_, n) => ((scene.random = n / 320), receipts.wants()));
  expect(wanted.filter((sample) => sample?.person === 'ana')).toHaveLength(10);
  [scene.random, scene.person] = [0, null];
  expect(receipts.wants()).toBeNull();
});

it('is asked about after a minute, and gone when the log holds it', async () => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1), receiptOf(2));
  scene.now = minute - 1;
  await receipts.check();
  expect(scene.asked).toEqual([]);
  scene.now = minute;
  await receipts.check();
  expect(scene.asked).toEqual([[recordOf(1), recordOf(2)]]);
  scene.now = 2 * minute;
  await receipts.check();
  expect(scene.asked).toHaveLength(1);
  expect(receipts.alarms()).toEqual([]);
});

it('what is wrong is an alarm, also after the page is loaded anew, until somebody has taken it along', async () => {
  scene.verdict = lost;
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
  scene.verdict = lost;
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
  scene.verdict = lost;
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  const [alarm] = receipts.alarms();
  expect(alarm?.receipts.map(({ record }) => record)).toEqual([recordOf(1)]);
  if (alarm) receipts.settle(alarm);
  expect(receipts.alarms()).toEqual([]);
});

it('what waits for more than ten minutes is an alarm of its own kind, and none any more when it is held after all', async () => {
  scene.verdict = { is: 'waiting' };
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 9);
  expect(receipts.alarms()).toEqual([]);
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['late']);
  scene.verdict = { is: 'held' };
  await pass(receipts, 10);
  expect(receipts.alarms()).toEqual([]);
});

it.each([
  ['of what is late', () => Promise.resolve({ keys: '', receipts: [] }), 10 + 5],
  ['where the server does not say', () => Promise.reject(unavailable('no')), 6],
])('it asks every ten minutes %s', async (_what, says, times) => {
  [scene.verdict, scene.answer] = [{ is: 'waiting' }, says];
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 60);
  expect(scene.asked).toHaveLength(times);
});

it.each([
  ['is no receipt', () => 'none'],
  ['is the receipt of an act of long ago', () => receiptOf(3, scene.now - 6 * minute)],
  ['is the receipt of an act that was given before', () => receiptOf(1, 0)],
])('what the server gives that %s is an alarm at once, and nobody is asked about it', async (_what, given) => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  expect(scene.asked).toHaveLength(1);
  keep(receipts, given());
  expect(alarmsIn(receipts)).toEqual(['wrong']);
  await pass(receipts, 1);
  expect(scene.asked).toHaveLength(1);
});

it('another key is one alarm, however many receipts it signed; who took it along has it trusted', async () => {
  const receipts = newReceipts();
  scene.verdict = { is: 'waiting' };
  keep(receipts, receiptOf(1), receiptOf(2), receiptOf(3));
  await pass(receipts, 1);
  [scene.verdict, scene.others] = [{ is: 'other key' }, ['evil']];
  await pass(receipts, 20);
  const [alarm, ...more] = receipts.alarms();
  expect([alarm?.is, alarm?.receipts.length, more]).toEqual(['key', 3, []]);
  expect(alarm?.keys).toEqual({ known: ['key'], others: { keys: ['evil'], note: 'note' } });
  if (alarm) receipts.settle(alarm);
  expect(receipts.alarms()).toEqual([]);
  scene.verdict = { is: 'held' };
  await pass(receipts, 1);
  expect(JSON.parse(localStorage.getItem('liaison:receipt-trust') ?? '')).toEqual({
    known: ['key', 'evil'],
    others: null,
  });
});

it('there is no alarm about a key any more once a known one has vouched for it', async () => {
  const receipts = newReceipts();
  [scene.verdict, scene.others] = [{ is: 'other key' }, ['next']];
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['key']);
  [scene.verdict, scene.others, scene.vouched] = [{ is: 'held' }, [], ['next']];
  await pass(receipts, 10);
  expect(receipts.alarms()).toEqual([]);
});

it('an alarm about a key is not about receipts that nobody has judged yet', async () => {
  const receipts = newReceipts();
  [scene.verdict, scene.others] = [{ is: 'other key' }, ['evil']];
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  keep(receipts, receiptOf(2));
  expect(receipts.alarms()).toMatchObject([{ is: 'key', receipts: [{ record: recordOf(1) }] }]);
});

it('an act that took an hour has a receipt of its beginning', () => {
  const receipts = newReceipts();
  const sample = receipts.wants();
  const receipt = receiptOf(1);
  scene.now += 60 * minute;
  if (sample) receipts.keep(sample, [receipt]);
  expect([sample?.askedAt, receipts.alarms()]).toEqual([[0, 0], []]);
});

it.each([
  ['the machine slept, and the server’s clock stood still here', { serverNow: () => 0 }],
  ['the machine’s clock is hours off', { now: () => scene.now + 600 * minute }],
])('a receipt of its act is no alarm where %s', (_what, clock) => {
  const receipts = newReceipts(clock);
  scene.now += 60 * minute;
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
  scene.verdict = { is: 'waiting' };
  const receipts = newReceipts();
  for (let n = 0; n < 40; n += 1) keep(receipts, receiptOf(n));
  await pass(receipts, 2);
  expect(new Set(scene.asked.flat()).size).toBe(40);
});

it('a device that comes back after a year asks nothing of then, and keeps what was wrong', async () => {
  const receipts = newReceipts();
  keep(receipts, receiptOf(1), 'none');
  scene.now = 364 * 24 * 60 * minute;
  scene.verdict = lost;
  await receipts.check();
  expect([scene.asked, receipts.alarms().flatMap((one) => one.receipts.map(({ receipt }) => receipt))]).toEqual([
    [],
    ['none'],
  ]);
});

it('another person on this device sees none of them', async () => {
  scene.verdict = lost;
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  scene.person = 'luc';
  await pass(receipts, 1);
  expect([scene.asked, receipts.alarms()]).toEqual([[], []]);
  scene.person = 'ana';
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['wrong']);
});

it('a receipt is of whoever asked for it, though another person is there when it comes', () => {
  const receipts = newReceipts();
  scene.person = 'luc';
  keep(receipts, 'none');
  expect(receipts.alarms()).toEqual([]);
  scene.person = 'ana';
  expect(alarmsIn(receipts)).toEqual(['wrong']);
});

it('where another window is at it, this one does not ask', async () => {
  const receipts = newReceipts({ alone: () => Promise.resolve() });
  keep(receipts, receiptOf(1));
  await pass(receipts, 3);
  expect(scene.asked).toEqual([]);
});
