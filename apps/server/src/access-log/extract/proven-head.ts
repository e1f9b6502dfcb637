import { DomainError } from '@liaison/domain';
import { inclusionRanges, leafHash, LogError, verifyInclusion, type Hash } from '@liaison/transparency-log';
import type { PublishedLog, SignedHead } from '../../platform/log-folder/published-log.js';
import { patiently } from './patiently.js';

/** Proofs for as many entries as one likes, all of one checkpoint, also while the log grows. */
export class ProvenHead {
  constructor(private readonly head: SignedHead) {}

  get checkpoint(): Uint8Array {
    return this.head.checkpoint;
  }

  get size(): number {
    return this.head.size;
  }

  /** Throws `LogError` where the tiles do not prove the entry: nothing goes out that its reader would refuse. */
  async inclusion(index: number, entry: Uint8Array): Promise<readonly Hash[]> {
    const { tree, size, root } = this.head;
    const hashes = await tree.ranges(inclusionRanges(index, size));
    verifyInclusion(leafHash(entry), index, size, hashes, root);
    return hashes;
  }
}

/** The first head whose tree holds what the entry stands for. Ends with `unavailable` after half a minute without one. */
export async function headWith(published: PublishedLog, entryOf: () => Promise<number | null>): Promise<ProvenHead> {
  let entry: number | null = null;
  const head = await patiently(async () => {
    entry ??= await entryOf();
    const now = entry === null ? null : await headNow(published);
    return now && entry !== null && now.size > entry ? new ProvenHead(now) : null;
  });
  if (head) return head;
  throw new DomainError(
    'unavailable',
    'The access log has not taken up this request within half a minute, so nothing can be proven of it. Ask again later; if it lasts, tell the operator.',
  );
}

/** Null between two checkpoints, when tiles of the older one are cleared away already. */
async function headNow(published: PublishedLog): Promise<SignedHead | null> {
  try {
    return await published.head();
  } catch (error) {
    if (error instanceof LogError) return null;
    throw error;
  }
}
