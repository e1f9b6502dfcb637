import type { Id, ReceiptCheck } from '@liaison/contracts';
import { retentionLimits } from '@liaison/domain';
import type { ByTwoClocks, Sample } from './api.js';
import {
  KeptReceipts,
  type Doubt,
  type HeldReceipt,
  type KnownKeys,
  type OtherKeys,
  type Silence,
} from './kept-receipts.js';
import { isReceiptCheck } from './receipt-check.js';
import { Refusal } from './refusal.js';
import { saidIn } from './said-in.js';

/** One act in so many, chosen here and not by the server. */
const oneIn = 32;
/** The log takes seconds; how soon it was says how much others did, and is not asked. */
const askAfter = 60_000;
/** What is late, and after the server has not said: each asking is a record that auditors read. */
const askAgainAfter = 10 * 60_000;
/** A record is in the signed tree by then, or somebody has to look. */
const promised = 10 * 60_000;
/** Of a door that does not say. */
const silentFor = 60 * 60_000;
/** Between two times that it did not say: after longer nobody was there to ask it, and a silence begins anew. */
const mostBetween = 25 * 60_000;
/** A door that does not answer by then is silent; whoever waited for it would never ask again. */
const answerWithin = 15_000;
/** A record's own time lies between question and answer, as well as clocks know. */
const mostApart = 5 * 60_000;
/** Whose act it was may be forgotten soon, and then the log says of the record what it says of a lost one. */
const forgottenAfter = (retentionLimits.least - 1) * 24 * 60 * 60_000;
const mostAtOnce = 32;
/** As many as one answer bears, and as long as one with the signatures of two keys by far. */
const most = { inAnswer: 8, letters: 2_048 };
/** Records whose receipts came lately: an older one is told by its time. */
const mostLately = 1_000;

/** Something that somebody other than the server has to look at. */
export interface Alarm {
  /**
   * `wrong`: lost or changed. `key`: signed by a key that this device does not know. `late`: not taken up after ten minutes.
   * `silent`: for an hour the server has not said.
   */
  readonly is: Doubt['is'] | 'silent';
  /** Those that it is about. */
  readonly receipts: readonly HeldReceipt[];
  /** Of `key`: what is known, and what is not. */
  readonly keys: KnownKeys | null;
}

/** What a receipt turned out to be. */
export type Verdict =
  | { readonly is: 'held' | 'waiting' | 'other key' }
  | { readonly is: 'wrong'; readonly why: string; readonly inclusion: string | null };

export interface Judgement {
  /** By receipt; one for each. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Those to know from now on: those that were known, and what one of them has signed. */
  readonly known: readonly string[];
  readonly others: OtherKeys;
}

/** Looks at receipts with nothing but the log's keys; loaded when there is something to look at. */
export interface Judge {
  /** `known`: the keys that this device knows; none at first, when those are trusted that come. */
  judge(receipts: readonly string[], answer: ReceiptCheck, known: readonly string[]): Judgement;
}

export interface ReceiptsParts {
  /** Throws where the device keeps nothing for this site. */
  readonly kept: () => Storage;
  readonly random: () => number;
  readonly now: () => number;
  readonly serverNow: () => number;
  readonly person: () => Id | null;
  /** Whether the server is there by another way: then it is no excuse that this door is not. */
  readonly isLive: () => boolean;
  readonly ask: (records: readonly Id[], signal: AbortSignal) => Promise<unknown>;
  /** Does it unless another window is at it. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  readonly changed: () => void;
}

/**
 * A sample of what the log promised this person: kept on this device until the log has shown that it holds the record, or an
 * alarm has been seen. Holds ids, digests and times, and nothing of what was read or written.
 */
export class Receipts {
  private readonly kept: KeptReceipts;
  private readonly lately = new Set<Id>();
  private readonly lookedAt = new Map<string, number>();
  private load: (() => Promise<Judge>) | null = null;
  private isChecking = false;

  constructor(private readonly parts: ReceiptsParts) {
    this.kept = new KeptReceipts(parts.kept);
  }

  judgedBy(load: () => Promise<Judge>): void {
    this.load = load;
  }

  /** Whether the next act asks for its receipt. */
  readonly wants = (): Sample | null => {
    const person = this.parts.person();
    return person !== null && this.parts.random() * oneIn < 1 ? { person, askedAt: this.clocks() } : null;
  };

  /** What came where it was asked for. */
  readonly keep = (sample: Sample, receipts: readonly string[]): void => {
    const fitting = receipts.slice(0, most.inAnswer).filter(({ length }) => length <= most.letters);
    for (const receipt of fitting) this.kept.add(sample.person, this.taken(sample, receipt));
    if (fitting.length > 0) this.parts.changed();
  };

  /** At most one of a kind, the weightiest first. */
  alarms(): readonly Alarm[] {
    const person = this.parts.person();
    if (person === null) return [];
    const held = this.kept.of(person);
    const { keys } = this.kept;
    const doubted = (is: Doubt['is']): Alarm => ({
      is,
      receipts: held.filter(({ doubt }) => doubt?.is === is),
      keys: null,
    });
    const silent: Alarm = { is: 'silent', receipts: held.filter(({ doubt }) => doubt === null), keys: null };
    return [
      doubted('wrong'),
      ...(keys.others ? [{ ...doubted('key'), keys }] : []),
      doubted('late'),
      ...(this.isSilent(person) ? [silent] : []),
    ].filter((one) => one.is === 'key' || one.receipts.length > 0);
  }

  /** The person has taken it to somebody. */
  settle(alarm: Alarm): void {
    const person = this.parts.person();
    if (person === null) return;
    if (alarm.keys) {
      this.kept.keys = { known: united(alarm.keys.known, alarm.keys.others?.keys ?? []), others: null };
      for (const one of alarm.receipts) this.kept.put(person, { ...one, doubt: null });
    } else for (const one of alarm.receipts) this.drop(person, one);
    if (alarm.is === 'silent') this.kept.noteSilence(person, null);
    this.parts.changed();
  }

  /** Asks what became of those that had their time. */
  async check(): Promise<void> {
    const person = this.parts.person();
    if (person === null || this.isChecking || !this.load) return;
    this.forget(person);
    if (this.due(person).length === 0) return;
    const { load } = this;
    this.isChecking = true;
    try {
      await this.parts.alone(async () => this.look(person, await load()));
    } finally {
      this.isChecking = false;
    }
  }

  private taken({ person, askedAt }: Sample, receipt: string): HeldReceipt {
    const { record, at } = saidIn(receipt);
    const [server, machine] = this.clocks();
    const isFresh = isBetween(askedAt[0], at, server) || isBetween(askedAt[1], at, machine);
    const isKnown =
      record !== null && (this.lately.has(record) || this.kept.of(person).some((one) => one.record === record));
    if (this.lately.size >= mostLately) this.lately.clear();
    if (record !== null) this.lately.add(record);
    const why =
      record === null
        ? 'What the server gave as a receipt is none.'
        : 'In place of a receipt the server gave one of another act.';
    const isGood = record !== null && isFresh && !isKnown;
    return { receipt, record, since: this.parts.now(), doubt: isGood ? null : { is: 'wrong', why, inclusion: null } };
  }

  /** What is too old to be judged, unless it has been. */
  private forget(person: Id): void {
    for (const one of this.kept.of(person))
      if (one.doubt?.is !== 'wrong' && this.parts.now() - one.since >= forgottenAfter) this.drop(person, one);
  }

  /** What is known of the server's may stand still while the machine sleeps; the machine's own may be wrong. */
  private clocks(): ByTwoClocks {
    return [this.parts.serverNow(), this.parts.now()];
  }

  /** Those that were not asked about for longest come first. */
  private due(person: Id): readonly HeldReceipt[] {
    const now = this.parts.now();
    const silence = this.kept.silence(person);
    if (silence && now - silence.to < askAgainAfter) return [];
    const asked = ({ receipt }: HeldReceipt): number => this.lookedAt.get(receipt) ?? 0;
    return this.kept
      .of(person)
      .filter(({ since, doubt }) => doubt?.is !== 'wrong' && now - since >= askAfter)
      .filter((one) => one.doubt === null || now - asked(one) >= askAgainAfter)
      .sort((one, other) => asked(one) - asked(other))
      .slice(0, mostAtOnce);
  }

  private async look(person: Id, judge: Judge): Promise<void> {
    const due = this.due(person);
    const records = due.flatMap(({ record }) => record ?? []);
    // Another window may have looked meanwhile, or somebody else have come.
    if (records.length === 0 || this.parts.person() !== person) return;
    const answer = await this.asked(person, records);
    if (!answer || this.parts.person() !== person) return;
    this.kept.noteSilence(person, null);
    const { keys } = this.kept;
    const { verdicts, known, others } = judge.judge(
      due.map(({ receipt }) => receipt),
      answer,
      keys.known,
    );
    const isOther = [...verdicts.values()].some(({ is }) => is === 'other key');
    this.kept.keys = { known, others: withoutKnown(isOther ? others : keys.others, known) };
    for (const one of due) this.note(person, one, verdicts.get(one.receipt) ?? { is: 'waiting' });
    this.parts.changed();
  }

  /** Null where the server does not say; that it says nothing that can be read is no better. */
  private async asked(person: Id, records: readonly Id[]): Promise<ReceiptCheck | null> {
    const signal = AbortSignal.timeout(answerWithin);
    try {
      const answer = await this.parts.ask(records, signal);
      if (isReceiptCheck(answer)) return answer;
    } catch (error) {
      const code = error instanceof Refusal ? error.problem.code : null;
      const isUnreached = code === 'offline' || signal.aborted;
      if (code === 'unauthenticated' || (isUnreached && !this.parts.isLive())) return null;
    }
    this.kept.noteSilence(person, this.longer(this.kept.silence(person)));
    this.parts.changed();
    return null;
  }

  private note(person: Id, held: HeldReceipt, verdict: Verdict): void {
    if (verdict.is === 'held') return this.drop(person, held);
    this.lookedAt.set(held.receipt, this.parts.now());
    const isLate = this.parts.now() - held.since >= promised;
    const doubt = verdict.is === 'wrong' ? verdict : verdict.is === 'other key' ? otherKey : isLate ? late : null;
    if (doubt?.is !== held.doubt?.is) this.kept.put(person, { ...held, doubt });
  }

  private drop(person: Id, held: HeldReceipt): void {
    this.lookedAt.delete(held.receipt);
    this.kept.drop(person, held);
  }

  private longer(silence: Silence | null): Silence {
    const now = this.parts.now();
    return { from: silence && now - silence.to <= mostBetween ? silence.from : now, to: now };
  }

  private isSilent(person: Id): boolean {
    const silence = this.kept.silence(person);
    return silence !== null && silence.to - silence.from >= silentFor;
  }
}

const late: Doubt = { is: 'late', why: 'The log had not taken the record up after ten minutes.', inclusion: null };

const otherKey: Doubt = { is: 'key', why: 'Another key has signed it, or what the log says of it.', inclusion: null };

const isBetween = (from: number, at: number, until: number): boolean =>
  at >= from - mostApart && at <= until + mostApart;

/** A key that a known one vouches for after all is none to be alarmed by. */
function withoutKnown(others: OtherKeys | null, known: readonly string[]): OtherKeys | null {
  const keys = others?.keys.filter((key) => !known.includes(key)) ?? [];
  return others && keys.length > 0 ? { ...others, keys } : null;
}

const united = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...new Set([...one, ...other]),
];
