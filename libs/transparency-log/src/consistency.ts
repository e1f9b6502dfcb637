import { isEqual } from './bytes.js';
import { LogError } from './log-error.js';
import { nodeHash, splitOf, type Hash, type Range } from './tree.js';

/** Whose roots prove that the tree of `older` leaves is the beginning of that of `newer` (RFC 6962, section 2.1.2). */
export function consistencyRanges(older: number, newer: number): readonly Range[] {
  if (older < 0 || older > newer) throw new LogError('missing', `a tree of ${newer} has no beginning of ${older}`);
  return older === 0 || older === newer ? [] : path(older, { from: 0, to: newer }, true);
}

/** `whole`: the older tree is just this subtree, whose root the verifier has. */
function path(older: number, { from, to }: Range, whole: boolean): readonly Range[] {
  if (older === to) return whole ? [] : [{ from, to }];
  const middle = from + splitOf(to - from);
  if (older <= middle) return [...path(older, { from, to: middle }, whole), { from: middle, to }];
  return [...path(older, { from: middle, to }, false), { from, to: middle }];
}

/** Throws `inconsistent` unless the newer tree begins with the older (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(
  older: { readonly size: number; readonly root: Hash },
  newer: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): void {
  if (older.size > newer.size) throw new LogError('inconsistent', `a tree of ${older.size} cannot shrink`);
  if (older.size === 0 || older.size === newer.size) {
    if (proof.length > 0) throw new LogError('inconsistent', 'the proof of consistency must be empty');
    if (older.size === newer.size && !isEqual(older.root, newer.root))
      throw new LogError('inconsistent', `two trees of ${older.size} have different roots`);
    return;
  }
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = at === 0 ? [older.root, ...proof] : proof;
  if (!first) throw new LogError('inconsistent', 'the proof of consistency is too short');
  let [oldRoot, newRoot] = [first, first];
  for (const other of rest) {
    if (last === 0) throw new LogError('inconsistent', 'the proof of consistency is too long');
    if (at % 2 === 1 || at === last) {
      oldRoot = nodeHash(other, oldRoot);
      newRoot = nodeHash(other, newRoot);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else newRoot = nodeHash(newRoot, other);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new LogError('inconsistent', 'the proof of consistency is too short');
  if (!isEqual(oldRoot, older.root)) throw new LogError('inconsistent', 'the older root does not follow');
  if (!isEqual(newRoot, newer.root)) throw new LogError('inconsistent', 'the newer root does not follow');
}

const half = (count: number): number => Math.floor(count / 2);
