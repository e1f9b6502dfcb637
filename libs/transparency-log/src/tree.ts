import { sha256 } from './digest.js';

/** 32 bytes. */
export type Hash = Uint8Array;

export const hashSize = 32;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of a leaf (RFC 6962, section 2.1). */
export const leafHash = (entry: Uint8Array): Hash => sha256(leafPrefix, entry);

/** Hash of two neighbouring subtrees. */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(nodePrefix, left, right);

/** Root of a tree without leaves. */
export const emptyRoot = (): Hash => sha256();

/** The leaves `from` up to but without `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A perfect subtree: `2^level` leaves, the `index`th of its level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two below `count`, which is at least two: where the RFC splits a tree. */
export function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The perfect subtrees that a range consists of, from the left. The range begins where one of its size may begin. */
export function subtreesOf({ from, to }: Range): readonly Subtree[] {
  const found: Subtree[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    while (2 ** (level + 1) <= to - at) level += 1;
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** Root over perfect subtrees that stand side by side, largest first. */
export function rootOver(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (!last) return emptyRoot();
  return hashes.slice(0, -1).reduceRight((root, hash) => nodeHash(hash, root), last);
}

/** Root over as many hashes of one level as there are, for example all leaves of a small tree. */
export function rootOf(hashes: readonly Hash[]): Hash {
  const [only] = hashes;
  if (!only) return emptyRoot();
  if (hashes.length === 1) return only;
  const at = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, at)), rootOf(hashes.slice(at)));
}
