import { isEqual } from './bytes.js';
import type { Checkpoint } from './checkpoint.js';
import { LogError } from './log-error.js';
import {
  bundlePath,
  parseBundle,
  parseTile,
  TileReader,
  tilePath,
  tilesOf,
  tileWidth,
  within,
  type ReadPart,
  type Tile,
} from './tiles.js';
import { leafHash, rootOf, type Hash } from './tree.js';

/** What is wrong with a part of the log. */
export interface Damage {
  readonly path: string;
  readonly reason: string;
}

/** Given each tile of level 0 with its entries, null where they cannot be read, and waited for. */
export type OnEntries = (tile: Tile, entries: readonly Uint8Array[] | null) => Promise<void>;

/**
 * Computes the whole log anew from its entries and names every part that does not follow from them, down to the root of
 * the checkpoint. Holds one tile of entries at a time.
 */
export async function fsck(
  read: ReadPart,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  onEntries: OnEntries = () => Promise.resolve(),
): Promise<readonly Damage[]> {
  const damages = await damagesOf(read, size, onEntries);
  if (damages.length > 0 || isEqual(await new TileReader(size, read).root(), root)) return damages;
  return [{ path: 'checkpoint', reason: 'its root does not follow from the entries' }];
}

async function damagesOf(read: ReadPart, size: number, onEntries: OnEntries): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  let row: Hash[] = [];
  for (const tile of tilesOf(0, size)) {
    const { entries, root, damages: found } = await fsckTile(read, tile);
    damages.push(...found);
    await onEntries(tile, entries);
    if (tile.width === tileWidth) row.push(root);
  }
  for (let level = 1; row.length > 0; level += 1) {
    const above: Hash[] = [];
    for (const tile of tilesOf(level, size)) {
      const hashes = row.slice(tile.index * tileWidth, tile.index * tileWidth + tile.width);
      const root = await compare(read, tile, hashes, damages);
      if (tile.width === tileWidth) above.push(root);
    }
    row = above;
  }
  return damages;
}

export interface TileOfEntries {
  /** Null where they cannot be read. */
  readonly entries: readonly Uint8Array[] | null;
  readonly root: Hash;
  readonly damages: readonly Damage[];
}

/** The same for one tile of level 0 and its bundle. */
export async function fsckTile(read: ReadPart, tile: Tile): Promise<TileOfEntries> {
  const damages: Damage[] = [];
  const entries = await part(read, bundlePath(tile), (bytes) => parseBundle(bytes, tile.width), damages);
  const root = await compare(read, tile, entries?.map(leafHash) ?? null, damages);
  return { entries, root, damages };
}

/** Compares a tile with what it must hold. Answers the root to go on with: of what it must hold, where that is known. */
async function compare(read: ReadPart, tile: Tile, hashes: readonly Hash[] | null, damages: Damage[]): Promise<Hash> {
  const path = tilePath(tile);
  const held = await part(read, path, (bytes) => parseTile(bytes, tile.width), damages);
  const wrong = hashes && held ? hashes.findIndex((hash, at) => !isEqual(hash, held[at] ?? new Uint8Array())) : -1;
  if (wrong >= 0) damages.push({ path, reason: `hash ${wrong} does not follow from ${belowOf(tile, wrong)}` });
  return rootOf(hashes ?? held ?? []);
}

/** What a hash of a tile stands for. Either of the two may be what is damaged. */
const belowOf = (tile: Tile, at: number): string =>
  tile.level === 0
    ? `entry ${at} of ${bundlePath(tile)}`
    : tilePath({ level: tile.level - 1, index: tile.index * tileWidth + at, width: tileWidth });

async function part<T>(
  read: ReadPart,
  path: string,
  parse: (bytes: Uint8Array) => T,
  damages: Damage[],
): Promise<T | null> {
  try {
    const bytes = await read(path);
    if (!bytes) throw new LogError('missing', `${path} is not there`);
    return within(path, () => parse(bytes));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    damages.push({ path, reason: error.message.slice(path.length + 1) });
    return null;
  }
}
