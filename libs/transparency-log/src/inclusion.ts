import { isEqual } from './bytes.js';
import { LogError } from './log-error.js';
import { nodeHash, splitOf, type Hash, type Range } from './tree.js';

/** Whose roots prove that a leaf is in the tree of `size`, from the leaf upwards (RFC 6962, section 2.1.1). */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (index < 0 || index >= size) throw new LogError('missing', `entry ${index} is not in a tree of ${size}`);
  return path(index, { from: 0, to: size });
}

function path(index: number, { from, to }: Range): readonly Range[] {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  const left = { from, to: middle };
  const right = { from: middle, to };
  return index < middle ? [...path(index, left), right] : [...path(index, right), left];
}

/** Throws `inconsistent` unless the leaf stands at `index` in the tree of `size` with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): void {
  if (index >= size) throw new LogError('inconsistent', `entry ${index} cannot be in a tree of ${size}`);
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const other of proof) {
    if (last === 0) throw new LogError('inconsistent', 'the proof of inclusion is too long');
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(other, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else hash = nodeHash(hash, other);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new LogError('inconsistent', 'the proof of inclusion is too short');
  if (!isEqual(hash, root)) throw new LogError('inconsistent', 'the proof of inclusion leads to another root');
}

const half = (count: number): number => Math.floor(count / 2);
