import {
  parseCheckpoint,
  parseNote,
  type KnownWitness,
  type NoteSignature,
  type Policy,
} from '@liaison/transparency-log';
import { Ahead, askWitness, type Shown } from './ask-witness.js';
import { Unanswered } from './post-checkpoint.js';
import type { ProofFrom, Witnessed, Witnesses, WitnessState } from './witnesses.js';

interface Heard {
  readonly state: WitnessState;
  readonly signature: NoteSignature | null;
  readonly isAhead: boolean;
}

/** The witnesses of a policy, asked over C2SP tlog-witness at the addresses that stand there and at no other. */
export class HttpWitnesses implements Witnesses {
  /** What each has cosigned last: where the next proof begins. */
  private readonly cosigned = new Map<KnownWitness, { readonly size: number; readonly at: Date }>();

  /** `patience`: how long one of them is waited for, in milliseconds. */
  constructor(
    private readonly policy: Pick<Policy, 'witnesses'>,
    private readonly patience = 2_000,
  ) {}

  async ask(checkpoint: Uint8Array, proofFrom: ProofFrom): Promise<Witnessed> {
    const { text } = parseNote(checkpoint);
    const shown = { checkpoint, text, size: parseCheckpoint(text).size };
    const heard = await Promise.all(this.policy.witnesses.map((one) => this.hear(one, shown, proofFrom)));
    return {
      cosignatures: heard.flatMap(({ signature }) => signature ?? []),
      states: heard.map(({ state }) => state),
      ahead: heard
        .filter(({ isAhead }) => isAhead)
        .map(({ state: { name, problem } }) => ({ name, reason: problem ?? '' })),
    };
  }

  private async hear(witness: KnownWitness, shown: Shown, proofFrom: ProofFrom): Promise<Heard> {
    try {
      const older = Math.min(this.cosigned.get(witness)?.size ?? 0, shown.size);
      const { signature, at } = await askWitness(witness, shown, older, proofFrom, AbortSignal.timeout(this.patience));
      this.cosigned.set(witness, { size: shown.size, at });
      return { state: this.stateOf(witness, null), signature, isAhead: false };
    } catch (error) {
      if (!(error instanceof Ahead || error instanceof Unanswered)) throw error;
      return { state: this.stateOf(witness, error.message), signature: null, isAhead: error instanceof Ahead };
    }
  }

  private stateOf(witness: KnownWitness, problem: string | null): WitnessState {
    const { size = null, at = null } = this.cosigned.get(witness) ?? {};
    return { name: witness.name, cosignedSize: size, at, problem };
  }
}
