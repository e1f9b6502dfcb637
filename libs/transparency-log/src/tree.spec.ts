import vectors from '../vectors/rfc6962.json' with { type: 'json' };
import { consistencyRanges, verifyConsistency } from './consistency.js';
import { inclusionRanges, verifyInclusion } from './inclusion.js';
import { emptyRoot, leafHash, rootOf, rootOver, subtreesOf, type Hash, type Range } from './tree.js';

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const leaf = (at: number): Hash => leafHash(Uint8Array.of(at));
const leaves = Array.from({ length: 71 }, (_, at) => leaf(at));
const rootAt = (size: number): Hash => rootOf(leaves.slice(0, size));
const roots = (ranges: readonly Range[]): Hash[] => ranges.map(({ from, to }) => rootOf(leaves.slice(from, to)));

describe('the tree', () => {
  it('has the published roots', () => {
    const published = vectors.leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
    expect(published.map((_, at) => hex(rootOf(published.slice(0, at + 1))))).toEqual(vectors.roots);
    expect(hex(emptyRoot())).toBe(vectors.empty);
  });

  it('is the same from its perfect subtrees', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      const parts = subtreesOf({ from: 0, to: size }).map(({ level, index }) =>
        rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
      );
      expect(hex(rootOver(parts))).toBe(hex(rootAt(size)));
    }
  });
});

describe('a proof of inclusion', () => {
  const proofOf = (index: number, size: number): Hash[] => roots(inclusionRanges(index, size));

  it('holds for every leaf of every size', () => {
    for (let size = 1; size <= leaves.length; size += 1)
      for (let index = 0; index < size; index += 1)
        expect(() => verifyInclusion(leaf(index), index, size, proofOf(index, size), rootAt(size))).not.toThrow();
  });

  it('holds for no other leaf, place, size or hash', () => {
    for (let size = 2; size <= 20; size += 1)
      for (let index = 0; index < size; index += 1) {
        const proof = proofOf(index, size);
        const check = (leaf: Hash, at: number, of: number, hashes: readonly Hash[]) => () =>
          verifyInclusion(leaf, at, of, hashes, rootAt(size));
        const own = leaf(index);
        expect(check(leaf(index + 1), index, size, proof)).toThrow('another root');
        expect(check(own, size, size, proof)).toThrow('cannot be in');
        expect(check(own, index, size, proof.slice(1))).toThrow();
        expect(check(own, index, size, [...proof, own])).toThrow('too long');
        expect(check(own, index, size, [own, ...proof.slice(1)])).toThrow('another root');
        expect(check(own, (index + 1) % size, size, proof)).toThrow();
      }
  });
});

describe('a proof of consistency', () => {
  const proofOf = (older: number, newer: number): Hash[] => roots(consistencyRanges(older, newer));
  const tree = (size: number): { size: number; root: Hash } => ({ size, root: rootAt(size) });

  it('holds between any two sizes', () => {
    for (let newer = 0; newer <= leaves.length; newer += 1)
      for (let older = 0; older <= newer; older += 1)
        expect(() => verifyConsistency(tree(older), tree(newer), proofOf(older, newer))).not.toThrow();
  });

  it('holds for no tree that was changed, shrunk or proven otherwise', () => {
    for (let newer = 2; newer <= 20; newer += 1)
      for (let older = 1; older < newer; older += 1) {
        const proof = proofOf(older, newer);
        const forged = { size: older, root: leafHash(Uint8Array.of(99)) };
        expect(() => verifyConsistency(forged, tree(newer), proof)).toThrow();
        expect(() => verifyConsistency(tree(older), { ...tree(newer), root: forged.root }, proof)).toThrow();
        expect(() => verifyConsistency(tree(newer), tree(older), proof)).toThrow('cannot shrink');
        expect(() => verifyConsistency(tree(older), tree(newer), proof.slice(1))).toThrow();
        expect(() => verifyConsistency(tree(older), tree(newer), [...proof, forged.root])).toThrow();
      }
    expect(() => verifyConsistency(tree(0), tree(5), [leaf(0)])).toThrow('must be empty');
    expect(() => verifyConsistency(tree(5), { size: 5, root: leaf(0) }, [])).toThrow('different roots');
  });
});
