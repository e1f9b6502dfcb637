import { parseCheckpoint, parseNote, type Policy } from '@liaison/transparency-log';
import { AskedWitness } from './asked-witness.js';
import type { ProofFrom, Witnessed, Witnesses } from './witnesses.js';

/** The witnesses of a policy, asked over C2SP tlog-witness at the addresses that stand there and at no other. */
export class HttpWitnesses implements Witnesses {
  private readonly all: readonly AskedWitness[];

  /** `patience`: how long one of them is waited for, in milliseconds. */
  constructor({ logs, witnesses }: Pick<Policy, 'logs' | 'witnesses'>, patience = 2_000) {
    this.all = witnesses.map((one) => new AskedWitness(one, logs, patience));
  }

  async ask(checkpoint: Uint8Array, proofFrom: ProofFrom): Promise<Witnessed> {
    const { text } = parseNote(checkpoint);
    const shown = { ...parseCheckpoint(text), checkpoint, text };
    const heard = await Promise.all(this.all.map((one) => one.hear(shown, proofFrom)));
    return {
      cosignatures: heard.flatMap(({ signature }) => signature ?? []),
      states: heard.map(({ state }) => state),
      ahead: heard
        .filter(({ isAhead }) => isAhead)
        .map(({ state: { name, problem } }) => ({ name, reason: problem ?? '' })),
    };
  }
}
