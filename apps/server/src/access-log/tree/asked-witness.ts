import { setTimeout as pause } from 'node:timers/promises';
import type { KnownWitness, NoteSignature, PublicKey } from '@liaison/transparency-log';
import { askWitness, type Shown } from './ask-witness.js';
import { tooLate, Unanswered } from './call-witness.js';
import { Ahead } from './held-against.js';
import type { ProofFrom, WitnessState } from './witnesses.js';

export interface Heard {
  readonly state: WitnessState;
  readonly signature: NoteSignature | null;
  readonly isAhead: boolean;
}

/** So many times longer than anybody waits for an answer it is taken when it comes. */
const longest = 5;

/**
 * One witness over time. Whoever was late the last time is asked beside what goes on without it, until it answers in
 * time again.
 */
export class AskedWitness {
  /** What it has cosigned last: where the next proof begins. */
  private cosigned: { readonly text: string; readonly size: number; readonly at: Date } | null = null;
  private last: Heard | null = null;
  private isUnderWay = false;
  private isLate = false;

  /** `patience`: how long it is waited for, in milliseconds. */
  constructor(
    private readonly witness: KnownWitness,
    private readonly logs: readonly PublicKey[],
    private readonly patience: number,
  ) {}

  async hear(shown: Shown, proofFrom: ProofFrom): Promise<Heard> {
    if (this.last && (this.last.isAhead || this.cosigned?.text === shown.text)) return this.last;
    if (this.isUnderWay) return this.heard(tooLate);
    const answer = this.ask(shown, proofFrom);
    // What comes when nobody waits any more is found out again the next time.
    answer.catch(() => undefined);
    if (this.isLate) return this.heard(tooLate);
    return Promise.race([answer, pause(this.patience, null, { ref: false }).then(() => this.heard(tooLate))]);
  }

  private async ask(shown: Shown, proofFrom: ProofFrom): Promise<Heard> {
    const begun = performance.now();
    this.isUnderWay = true;
    try {
      return (this.last = await this.answer(shown, proofFrom));
    } finally {
      this.isUnderWay = false;
      this.isLate = performance.now() - begun > this.patience;
    }
  }

  private async answer(shown: Shown, proofFrom: ProofFrom): Promise<Heard> {
    const { witness, logs, patience } = this;
    const signal = AbortSignal.timeout(longest * patience);
    try {
      const older = Math.min(this.cosigned?.size ?? 0, shown.size);
      const { signature, at } = await askWitness({ witness, logs, shown, proofFrom, signal }, older);
      this.cosigned = { text: shown.text, size: shown.size, at };
      return this.heard(null, signature);
    } catch (error) {
      if (!(error instanceof Ahead || error instanceof Unanswered)) throw error;
      return { ...this.heard(error.message), isAhead: error instanceof Ahead };
    }
  }

  private heard(problem: string | null, signature: NoteSignature | null = null): Heard {
    const { size = null, at = null } = this.cosigned ?? {};
    return { state: { name: this.witness.name, cosignedSize: size, at, problem }, signature, isAhead: false };
  }
}
