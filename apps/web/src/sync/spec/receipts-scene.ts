import type { Id } from '@liaison/contracts';
import { vi } from 'vitest';
import { Receipts, type Judge, type ReceiptsParts, type Verdict } from '../receipts.js';

export type Answer = (signal: AbortSignal) => Promise<unknown>;

/** What stands around the receipts of a device; a test changes it as it goes. */
interface Scene {
  now: number;
  random: number;
  person: Id | null;
  isLive: boolean;
  asked: (readonly Id[])[];
  verdict: Verdict;
  answer: Answer;
  others: readonly string[];
  vouched: readonly string[];
  /** Of the last request. */
  time: AbortController;
}

const atFirst = (): Scene => ({
  now: 0,
  random: 0,
  person: 'ana',
  isLive: false,
  asked: [],
  verdict: { is: 'held' },
  answer: () => Promise.resolve({ keys: '', receipts: [] }),
  others: [],
  vouched: [],
  time: new AbortController(),
});

export const scene: Scene = atFirst();

/** Before each test. */
export function setScene(): void {
  localStorage.clear();
  Object.assign(scene, atFirst());
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => (scene.time = new AbortController()).signal);
}

const judge: Judge = {
  judge: (receipts, _answer, known) => ({
    verdicts: new Map(receipts.map((one) => [one, scene.verdict])),
    known: [...(known.length > 0 ? known : ['key']), ...scene.vouched],
    others: { keys: scene.others, note: 'note' },
  }),
};

const parts: ReceiptsParts = {
  kept: () => localStorage,
  random: () => scene.random,
  now: () => scene.now,
  serverNow: () => scene.now,
  person: () => scene.person,
  isLive: () => scene.isLive,
  ask: (records, signal) => {
    scene.asked.push(records);
    return scene.answer(signal);
  },
  alone: (work) => work(),
  changed: () => undefined,
};

export function newReceipts(change: Partial<ReceiptsParts> = {}): Receipts {
  const receipts = new Receipts({ ...parts, ...change });
  receipts.judgedBy(() => Promise.resolve(judge));
  return receipts;
}

export const minute = 60_000;
export const recordOf = (n: number): Id => `0199502e-1111-7222-8333-${String(n).padStart(12, '0')}`;
export const receiptOf = (n: number, at = scene.now): string =>
  btoa(
    ['liaison receipt v1', 'liaison.example/log', recordOf(n), 'A'.repeat(43), new Date(at).toISOString(), ''].join(
      '\n',
    ),
  );
export const keep = (receipts: Receipts, ...notes: readonly string[]): void =>
  receipts.keep({ person: 'ana', askedAt: [scene.now, scene.now] }, notes);
export const alarmsIn = (receipts: Receipts): readonly string[] => receipts.alarms().map(({ is }) => is);

/** Lets so many minutes pass, in which it looks each minute. */
export async function pass(receipts: Receipts, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    scene.now += minute;
    await receipts.check();
  }
}
