import { concat } from './bytes.js';
import {
  bundlePath,
  formatBundle,
  parseBundle,
  TileReader,
  tilePath,
  tilesOf,
  tileWidth,
  within,
  type ReadPart,
} from './tiles.js';
import { LogError } from './log-error.js';
import { leafHash, rootOf, type Hash } from './tree.js';

/** What a log becomes by new entries: parts to be written, all of them before anything is signed. */
export interface Grown {
  readonly size: number;
  readonly root: Hash;
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/** Adds entries behind the `size` that there are. Reads only what stands at the right edge, writes nothing. */
export async function grow(read: ReadPart, size: number, entries: readonly Uint8Array[]): Promise<Grown> {
  const grown = size + entries.length;
  const parts = new Map([
    ...(await grownBundles(read, size, entries)),
    ...(await grownTiles(read, size, entries.map(leafHash))),
  ]);
  const root = await new TileReader(grown, async (path) => parts.get(path) ?? (await read(path))).root();
  return { size: grown, root, parts };
}

async function grownBundles(
  read: ReadPart,
  size: number,
  entries: readonly Uint8Array[],
): Promise<Map<string, Uint8Array>> {
  const width = size % tileWidth;
  const started =
    width === 0 || entries.length === 0 ? [] : await startedBundle(read, (size - width) / tileWidth, width);
  const whole = [...started, ...entries];
  return new Map(
    tilesOf(0, size - started.length + whole.length, size - width).map((tile, at) => {
      const held = whole.slice(at * tileWidth, (at + 1) * tileWidth);
      return [bundlePath(tile), formatBundle(held)] as const;
    }),
  );
}

async function startedBundle(read: ReadPart, index: number, width: number): Promise<readonly Uint8Array[]> {
  const path = bundlePath({ index, width });
  const bytes = await read(path);
  if (!bytes) throw new LogError('missing', `${path} is not there`);
  return within(path, () => parseBundle(bytes, width));
}

async function grownTiles(read: ReadPart, size: number, leaves: readonly Hash[]): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>();
  const there = new TileReader(size, read);
  let fresh = leaves;
  for (let level = 0; fresh.length > 0; level += 1) {
    const before = Math.floor(size / tileWidth ** level);
    const width = before % tileWidth;
    const index = (before - width) / tileWidth;
    const row = [...(width === 0 ? [] : await there.hashes({ level, index, width })), ...fresh];
    const full: Hash[] = [];
    for (let at = 0; at < row.length; at += tileWidth) {
      const hashes = row.slice(at, at + tileWidth);
      parts.set(tilePath({ level, index: index + at / tileWidth, width: hashes.length }), concat(...hashes));
      if (hashes.length === tileWidth) full.push(rootOf(hashes));
    }
    fresh = full;
  }
  return parts;
}
