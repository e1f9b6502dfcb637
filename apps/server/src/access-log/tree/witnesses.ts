import type { Hash, NoteSignature } from '@liaison/transparency-log';

/** The proof that the tree of `older` leaves is the beginning of the checkpoint's. */
export type ProofFrom = (older: number) => Promise<readonly Hash[]>;

/** A witness of the policy, as it stood after it was asked. */
export interface WitnessState {
  readonly name: string;
  /** Leaves of the largest tree that it has cosigned since this process began; null where there is none. */
  readonly cosignedSize: number | null;
  /** When it did, by its own clock. */
  readonly at: Date | null;
  /** Why it did not cosign this checkpoint, for people; null where it did. */
  readonly problem: string | null;
}

export interface Witnessed {
  /** One of each witness that cosigned, checked against the policy's keys, to be put under the checkpoint. */
  readonly cosignatures: readonly NoteSignature[];
  /** In the policy's order. */
  readonly states: readonly WitnessState[];
  /**
   * Witnesses that hold what this log's key has signed and this log does not have, with the reason: a larger tree, or
   * another one of a size that this log has passed. Nothing may be signed after that.
   */
  readonly ahead: readonly { readonly name: string; readonly reason: string }[];
}

/** Those who see to it that the log shows everybody one history. */
export interface Witnesses {
  /**
   * Asks all of them side by side about a signed checkpoint. Never fails because of what they answer or do not, and waits
   * once, not each time, for whoever does not answer.
   */
  ask(checkpoint: Uint8Array, proofFrom: ProofFrom): Promise<Witnessed>;
}
