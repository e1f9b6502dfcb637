import {
  LogError,
  openCheckpoint,
  verifyConsistency,
  type Checkpoint,
  type PublicKey,
} from '@liaison/transparency-log';
import { getKept, Unanswered } from './call-witness.js';
import type { ProofFrom } from './witnesses.js';

/** That a witness holds what this log's own key has signed and this log does not have. */
export class Ahead extends Error {
  override readonly name = 'Ahead';
}

interface Doubted {
  readonly logs: readonly PublicKey[];
  readonly shown: Checkpoint;
  readonly proofFrom: ProofFrom;
  readonly signal: AbortSignal;
}

/**
 * What a witness that claims another history can show for it. A claim alone proves nothing, or any witness could halt
 * the log: what counts is a checkpoint that the log's key signed and that this log does not continue.
 */
export async function heldAgainst(url: string, doubted: Doubted, claim: string): Promise<Ahead | Unanswered> {
  const { logs, shown, proofFrom, signal } = doubted;
  const { status, body } = await getKept(url, shown.origin, signal);
  if (status !== 200) return new Unanswered(`${claim}, but shows no checkpoint of it`);
  const kept = openedBy(logs, body);
  if (kept?.origin !== shown.origin) return new Unanswered(`${claim}, but shows none that this log’s key has signed`);
  if (kept.size > shown.size)
    return new Ahead(`holds a tree of ${kept.size} that this log’s key has signed, and this one has ${shown.size}`);
  return isContinued(kept, shown, await proofFrom(kept.size))
    ? new Unanswered(`${claim}, but shows one of ${kept.size} that this log has`)
    : new Ahead(`holds another tree of ${kept.size} than this log has, and this log’s key has signed it`);
}

function openedBy(logs: readonly PublicKey[], note: Uint8Array): Checkpoint | null {
  return orNull(() => openCheckpoint(note, { logs, witnesses: [], threshold: 0 }));
}

function isContinued(...what: Parameters<typeof verifyConsistency>): boolean {
  return orNull(() => (verifyConsistency(...what), true)) ?? false;
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof LogError) return null;
    throw error;
  }
}
