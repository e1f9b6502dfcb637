import type { Id, ReceiptCheck } from '@liaison/contracts';
import { Refusal } from './refusal.js';

/** One act in so many, chosen here and not by the server. */
const oneIn = 32;
/** The log takes seconds; how soon it was says how much others did, and is not asked. */
const askAfter = 60_000;
/** A record is in the signed tree by then, or somebody has to look. */
const promised = 10 * 60_000;
/** Of a door that refuses to say. */
const refusedFor = 60 * 60_000;
const mostAtOnce = 32;
const prefix = 'liaison:receipt';

/** A receipt that has not been found in the log yet, as this device keeps it. */
export interface HeldReceipt {
  /** The signed note, base64url. */
  readonly receipt: string;
  /** Milliseconds since the epoch, by this device's clock. */
  readonly since: number;
  /** What is wrong with it; null while it waits. */
  readonly alarm: Alarm | null;
}

export interface Alarm {
  readonly why: string;
  /** What the log said of it later, signed; null where it said nothing. */
  readonly inclusion: string | null;
}

/** What a receipt turned out to be. */
export type Verdict = { readonly is: 'held' } | { readonly is: 'waiting' } | ({ readonly is: 'wrong' } & Alarm);

/** Looks at receipts with nothing but the log's keys; loaded when there is something to look at. */
export interface Judge {
  /** Which record a receipt is for; null where it names none. */
  recordOf(receipt: string): Id | null;
  /** `known`: the keys that this device has seen, none at first. Answers those to know from now on. */
  judge(
    receipts: readonly string[],
    answer: ReceiptCheck,
    known: readonly string[],
  ): { readonly verdicts: readonly Verdict[]; readonly keys: readonly string[] };
}

export interface ReceiptsParts {
  readonly kept: Storage;
  readonly random: () => number;
  readonly now: () => number;
  readonly person: () => Id | null;
  readonly ask: (records: readonly Id[]) => Promise<ReceiptCheck>;
  readonly changed: () => void;
}

/**
 * A sample of what the log promised this person: kept on this device until the log has shown that it holds the record, or an
 * alarm has been seen. Holds ids, digests and times, and nothing of what was read or written.
 */
export class Receipts {
  private load: (() => Promise<Judge>) | null = null;
  private isChecking = false;

  constructor(private readonly parts: ReceiptsParts) {}

  judgedBy(load: () => Promise<Judge>): void {
    this.load = load;
  }

  /** Whether the next act asks for its receipt. */
  readonly wants = (): boolean => this.parts.person() !== null && this.parts.random() * oneIn < 1;

  readonly keep = (receipts: readonly string[]): void => {
    for (const receipt of receipts) this.put({ receipt, since: this.parts.now(), alarm: null });
  };

  alarms(): readonly HeldReceipt[] {
    return this.held().filter(({ alarm }) => alarm !== null);
  }

  /** The person has taken it to somebody. */
  settle({ receipt }: Pick<HeldReceipt, 'receipt'>): void {
    this.parts.kept.removeItem(this.nameOf(receipt));
    this.parts.changed();
  }

  /** Asks what became of those that had their time. */
  async check(): Promise<void> {
    const due = this.held().filter(({ since, alarm }) => alarm === null && this.age(since) >= askAfter);
    if (this.isChecking || !this.load || due.length === 0) return;
    this.isChecking = true;
    try {
      await this.look(await this.load(), due.slice(0, mostAtOnce));
    } finally {
      this.isChecking = false;
    }
  }

  private async look(judge: Judge, due: readonly HeldReceipt[]): Promise<void> {
    const named = due.map((one) => ({ ...one, record: judge.recordOf(one.receipt) }));
    for (const one of named)
      if (one.record === null) this.raise(one, 'What the server gave as a receipt is none.', null);
    const asked = named.filter(({ record }) => record !== null);
    const records = [...new Set(asked.flatMap(({ record }) => (record === null ? [] : [record])))];
    if (records.length === 0) return;
    let answer: ReceiptCheck;
    try {
      answer = await this.parts.ask(records);
    } catch (error) {
      return this.noteRefused(asked, error);
    }
    const receipts = asked.map(({ receipt }) => receipt);
    const { verdicts, keys } = judge.judge(receipts, answer, this.keys());
    verdicts.forEach((verdict, at) => asked[at] && this.note(asked[at], verdict));
    this.parts.kept.setItem(`${prefix}-keys`, JSON.stringify(keys));
  }

  private note(held: HeldReceipt, verdict: Verdict): void {
    if (verdict.is === 'held') this.settle(held);
    if (verdict.is === 'wrong') this.raise(held, verdict.why, verdict.inclusion);
    if (verdict.is === 'waiting' && this.age(held.since) >= promised)
      this.raise(held, 'The log had not taken the record up after ten minutes.', null);
  }

  private noteRefused(held: readonly HeldReceipt[], error: unknown): void {
    if (!(error instanceof Refusal) || ['offline', 'unauthenticated'].includes(error.problem.code)) return;
    for (const one of held)
      if (this.age(one.since) >= refusedFor)
        this.raise(one, 'For an hour the server has not said what became of it.', null);
  }

  private raise({ receipt, since }: HeldReceipt, why: string, inclusion: string | null): void {
    this.put({ receipt, since, alarm: { why, inclusion } });
    this.parts.changed();
  }

  private held(): readonly HeldReceipt[] {
    const { kept } = this.parts;
    const own = `${prefix}:${this.parts.person() ?? ''}:`;
    const names = Array.from({ length: kept.length }, (_, at) => kept.key(at) ?? '');
    return names
      .filter((name) => name.startsWith(own))
      .flatMap((name) => (read(kept.getItem(name)) as HeldReceipt | null) ?? []);
  }

  private keys(): readonly string[] {
    return (read(this.parts.kept.getItem(`${prefix}-keys`)) as readonly string[] | null) ?? [];
  }

  private put(held: HeldReceipt): void {
    try {
      this.parts.kept.setItem(this.nameOf(held.receipt), JSON.stringify(held));
    } catch {
      // The device has no room: the act was done all the same, and this one is not sampled.
    }
  }

  private nameOf(receipt: string): string {
    return `${prefix}:${this.parts.person() ?? ''}:${receipt}`;
  }

  private age(since: number): number {
    return this.parts.now() - since;
  }
}

function read(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
