import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { offline, unavailable } from './refusal.js';
import {
  alarmsIn,
  keep,
  minute,
  newReceipts,
  pass,
  receiptOf,
  scene,
  setScene,
  type Answer,
} from './spec/receipts-scene.js';

beforeEach(setScene);
afterEach(() => vi.restoreAllMocks());

const neverAnswers: Answer = (signal) => {
  scene.time.abort();
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
  scene.isLive = true;
  keep(receipts, receiptOf(1));
  // The device slept: how old the receipt is, is no silence of the server's.
  scene.now = 100 * minute;
  const good = scene.answer;
  scene.answer = says;
  await receipts.check();
  await pass(receipts, 59);
  expect(receipts.alarms()).toEqual([]);
  await pass(receipts, 1);
  expect(alarmsIn(receipts)).toEqual(['silent']);
  scene.answer = good;
  scene.verdict = { is: 'waiting' };
  await pass(receipts, 10);
  expect(alarmsIn(receipts)).toEqual(['late']);
});

it.each<[string, Answer]>([
  ['is not there', () => Promise.reject(offline())],
  ['never answers', neverAnswers],
])('a door that %s is no alarm where there is no connection at all', async (_what, says) => {
  scene.answer = says;
  const receipts = newReceipts();
  keep(receipts, receiptOf(1));
  await pass(receipts, 70);
  expect(receipts.alarms()).toEqual([]);
});

it('while nobody was there to ask, nobody was silent', async () => {
  const receipts = newReceipts();
  scene.answer = () => Promise.reject(unavailable('no'));
  keep(receipts, receiptOf(1));
  await pass(receipts, 1);
  scene.now += 600 * minute;
  expect(receipts.alarms()).toEqual([]);
  await pass(receipts, 50);
  expect(receipts.alarms()).toEqual([]);
});

it('a silence that is broken begins anew', async () => {
  const receipts = newReceipts();
  const good = scene.answer;
  scene.verdict = { is: 'waiting' };
  const no = (): Promise<never> => Promise.reject(unavailable('no'));
  for (const [says, minutes] of [
    [no, 30],
    [good, 10],
    [no, 30],
  ] as const) {
    scene.answer = says;
    keep(receipts, receiptOf(minutes + scene.now));
    await pass(receipts, minutes);
  }
  expect(alarmsIn(receipts)).toEqual(['late']);
});
