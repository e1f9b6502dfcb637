import { concat } from './bytes.js';
import { LogError } from './log-error.js';
import { hashSize, rootOf, rootOver, subtreesOf, type Hash, type Range, type Subtree } from './tree.js';

/** Hashes in a full tile: a perfect subtree of height 8 (C2SP tlog-tiles). */
export const tileWidth = 256;
const tileHeight = 8;

/** A row of hashes in the tree: the `index`th tile of its level, `width` hashes wide, full or the last one. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Where parts of a log are kept. Null where there is none. */
export type ReadPart = (path: string) => Promise<Uint8Array | null>;

/** `tile/0/x001/234.p/17`. */
export const tilePath = ({ level, ...place }: Tile): string => `tile/${level}/${placePath(place)}`;

/** `tile/entries/x001/234.p/17`: the entries of a tile of leaves. */
export const bundlePath = (place: Omit<Tile, 'level'>): string => `tile/entries/${placePath(place)}`;

function placePath({ index, width }: Omit<Tile, 'level'>): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === tileWidth ? path : `${path}.p/${width}`;
}

/** The tiles of a level in a tree of `size`, from the one that holds the `first`th hash of the level. */
export function tilesOf(level: number, size: number, first = 0): readonly Tile[] {
  const hashes = Math.floor(size / tileWidth ** level);
  const found: Tile[] = [];
  for (let index = Math.floor(first / tileWidth); index * tileWidth < hashes; index += 1)
    found.push({ level, index, width: Math.min(tileWidth, hashes - index * tileWidth) });
  return found;
}

/** The parts that a tree of `size` has only in part, at its right edge: a larger tree has others in their place. */
export function edgeOf(size: number): readonly string[] {
  const paths: string[] = [];
  for (let level = 0; size >= tileWidth ** level; level += 1) {
    const [tile] = tilesOf(level, size, Math.floor(size / tileWidth ** level) - 1);
    if (!tile || tile.width === tileWidth) continue;
    paths.push(tilePath(tile), ...(level === 0 ? [bundlePath(tile)] : []));
  }
  return paths;
}

/** Throws `malformed` where an entry is longer than a bundle can hold it. */
export function requireEntry(entry: Uint8Array): void {
  if (entry.length > 0xffff) throw new LogError('malformed', 'an entry is longer than 65,535 bytes');
}

/** Entries as a bundle holds them: each behind its length, two bytes, big-endian. */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      requireEntry(entry);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

export function parseBundle(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const from = at + 2;
    at = from + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (at > bytes.length) throw new LogError('malformed', 'the last entry is cut off');
    entries.push(bytes.subarray(from, at));
  }
  if (entries.length !== width)
    throw new LogError('malformed', `holds ${entries.length} entries where ${width} belong`);
  return entries;
}

export function parseTile(bytes: Uint8Array, width: number): readonly Hash[] {
  if (bytes.length !== width * hashSize)
    throw new LogError('malformed', `is ${bytes.length} bytes long where ${width * hashSize} belong`);
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * hashSize, (at + 1) * hashSize));
}

/** Reads the tree of `size` leaves, and every smaller one that it begins with, from its tiles, each once. */
export class TileReader {
  private readonly tiles = new Map<string, Promise<readonly Hash[]>>();

  constructor(
    readonly size: number,
    private readonly read: ReadPart,
  ) {}

  /** Of this tree, or of a smaller one that it begins with. */
  root(size = this.size): Promise<Hash> {
    return this.rangeRoot({ from: 0, to: size });
  }

  ranges(ranges: readonly Range[]): Promise<readonly Hash[]> {
    return Promise.all(ranges.map((range) => this.rangeRoot(range)));
  }

  /** Of a tile of this tree. A full tile stands in for a partial one that was cleared away. */
  hashes(tile: Tile): Promise<readonly Hash[]> {
    const path = tilePath(tile);
    const known = this.tiles.get(path) ?? this.fetch(tile, path);
    this.tiles.set(path, known);
    return known;
  }

  private async fetch(tile: Tile, path: string): Promise<readonly Hash[]> {
    const bytes = await this.read(path);
    if (bytes) return within(path, () => parseTile(bytes, tile.width));
    const full = tile.width < tileWidth ? await this.read(tilePath({ ...tile, width: tileWidth })) : null;
    if (!full) throw new LogError('missing', `${path} is not there`);
    return within(path, () => parseTile(full, tileWidth)).slice(0, tile.width);
  }

  private async rangeRoot(range: Range): Promise<Hash> {
    return rootOver(await Promise.all(subtreesOf(range).map((subtree) => this.subtreeRoot(subtree))));
  }

  private async subtreeRoot({ level, index }: Subtree): Promise<Hash> {
    const height = level % tileHeight;
    const tileLevel = (level - height) / tileHeight;
    const first = index * 2 ** height;
    const [tile] = tilesOf(tileLevel, this.size, first);
    if (!tile) throw new LogError('missing', `a tree of ${this.size} has no subtree ${index} of level ${level}`);
    const at = first % tileWidth;
    return rootOf((await this.hashes(tile)).slice(at, at + 2 ** height));
  }
}

/** Says which part of the log the fault is in. */
export function within<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof LogError) throw new LogError(error.fault, `${path} ${error.message}`);
    throw error;
  }
}
