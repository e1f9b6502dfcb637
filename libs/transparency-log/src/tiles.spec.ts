import { grow } from './append.js';
import { consistencyRanges } from './consistency.js';
import { encodeText } from './bytes.js';
import { fsck } from './fsck.js';
import { inclusionRanges, verifyInclusion } from './inclusion.js';
import { bundlePath, edgeOf, parseBundle, TileReader, tilePath, tilesOf, type ReadPart } from './tiles.js';
import { leafHash, rootOf, type Hash } from './tree.js';

/** A log in memory, grown by the given steps. */
async function logOf(
  ...steps: readonly number[]
): Promise<{ parts: Map<string, Uint8Array>; read: ReadPart; size: number; root: Hash }> {
  const parts = new Map<string, Uint8Array>();
  const read: ReadPart = (path) => Promise.resolve(parts.get(path) ?? null);
  let size = 0;
  let root = rootOf([]);
  for (const step of steps) {
    const grown = await grow(read, size, entriesFrom(size, step));
    grown.parts.forEach((bytes, path) => parts.set(path, bytes));
    ({ size, root } = grown);
  }
  return { parts, read, size, root };
}

const entry = (at: number): Uint8Array => encodeText(`entry ${at}`);
const entriesFrom = (first: number, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => entry(first + at));
const leaves = (size: number): Hash[] => entriesFrom(0, size).map(leafHash);

describe('tiles', () => {
  it('are named as the format says', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1');
    expect(bundlePath({ index: 273, width: 112 })).toBe('tile/entries/273.p/112');
  });

  it('at the right edge are those in part', async () => {
    expect(edgeOf(0)).toEqual([]);
    expect(edgeOf(256)).toEqual(['tile/1/000.p/1']);
    expect(edgeOf(70_000)).toEqual(['tile/0/273.p/112', 'tile/entries/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
    const { parts } = await logOf(300);
    expect([...parts.keys()].filter((path) => path.includes('.p/')).sort()).toEqual([...edgeOf(300)].sort());
  });

  it('are those of the format’s example of 70,000 leaves', () => {
    const widths = (level: number): number[] => tilesOf(level, 70_000).map(({ width }) => width);
    expect(widths(0).filter((width) => width === 256)).toHaveLength(273);
    expect(widths(0).at(-1)).toBe(112);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(tilesOf(3, 70_000)).toEqual([]);
  });

  it.each([[[1]], [[255, 1]], [[256]], [[300, 300, 1]], [[1, 2, 3, 65_530, 5]]])(
    'hold the tree, however it grew: %j',
    async (steps) => {
      const log = await logOf(...steps);
      expect(log.root).toEqual(rootOf(leaves(log.size)));
      expect(await fsck(log.read, log)).toEqual([]);
    },
  );

  it('give every proof', async () => {
    const { read, size, root } = await logOf(600, 77);
    const tree = new TileReader(size, read);
    for (const index of [0, 1, 255, 256, 511, 512, 599, 600, 676]) {
      const proof = await tree.ranges(inclusionRanges(index, size));
      expect(() => verifyInclusion(leafHash(entry(index)), index, size, proof, root)).not.toThrow();
    }
    const ranges = consistencyRanges(300, size);
    const all = leaves(size);
    expect(await tree.ranges(ranges)).toEqual(ranges.map(({ from, to }) => rootOf(all.slice(from, to))));
  });

  it('give the root of every smaller tree', async () => {
    const { read, size } = await logOf(600);
    const tree = new TileReader(size, read);
    const all = leaves(size);
    for (const at of [0, 1, 255, 256, 257, 512, 599]) expect(await tree.root(at)).toEqual(rootOf(all.slice(0, at)));
  });

  it('serve a smaller tree from full tiles once partial ones are gone', async () => {
    const { parts, read } = await logOf(300, 300);
    parts.delete('tile/0/001.p/44');
    expect(await new TileReader(300, read).root()).toEqual(rootOf(leaves(300)));
  });
});

describe('fsck', () => {
  const damaged = async (change: (parts: Map<string, Uint8Array>) => void): Promise<unknown> => {
    const log = await logOf(600);
    change(log.parts);
    return fsck(log.read, log);
  };
  const flipped = (bytes: Uint8Array | undefined, at: number): Uint8Array =>
    (bytes ?? new Uint8Array()).map((byte, i) => (i === at ? byte ^ 1 : byte));

  it('names an entry that was changed by the tile that no longer follows', async () => {
    const found = await damaged((parts) => parts.set('tile/entries/001', flipped(parts.get('tile/entries/001'), 5)));
    expect(found).toContainEqual({
      path: 'tile/0/001',
      reason: 'hash 0 does not follow from entry 0 of tile/entries/001',
    });
  });

  it('names every part in which a bit was turned', async () => {
    const { parts: whole } = await logOf(600);
    for (const [path, bytes] of whole)
      for (const at of [0, 1, Math.floor(bytes.length / 2), bytes.length - 1])
        expect(await damaged((parts) => parts.set(path, flipped(bytes, at)))).not.toEqual([]);
  });

  it('names what is missing, cut off or of another tree', async () => {
    expect(await damaged((parts) => parts.delete('tile/1/000.p/2'))).toEqual([
      { path: 'tile/1/000.p/2', reason: 'is not there' },
    ]);
    expect(await damaged((parts) => parts.set('tile/0/000', new Uint8Array(8191)))).toEqual([
      { path: 'tile/0/000', reason: 'is 8191 bytes long where 8192 belong' },
    ]);
    const log = await logOf(600);
    expect(await fsck(log.read, { size: 600, root: rootOf(leaves(599)) })).toEqual([
      { path: 'checkpoint', reason: 'its root does not follow from the entries' },
    ]);
  });

  it('gives the entries of each tile, and goes on when they were looked at', async () => {
    const log = await logOf(300);
    log.parts.set('tile/entries/000', new Uint8Array());
    const seen: unknown[] = [];
    await fsck(log.read, log, async ({ index, width }, entries) => {
      seen.push(`tile ${index} of ${width}: ${entries && Buffer.from(entries[1] ?? []).toString()}`);
      await Promise.resolve();
      seen.push('looked');
    });
    expect(seen).toEqual(['tile 0 of 256: null', 'looked', 'tile 1 of 44: entry 257', 'looked']);
  });
});

it('a bundle with a length that leads beyond its end is refused', () => {
  expect(() => parseBundle(Uint8Array.of(0, 5, 1), 1)).toThrow('cut off');
  expect(() => parseBundle(Uint8Array.of(0, 0), 2)).toThrow('holds 1 entries where 2 belong');
});
