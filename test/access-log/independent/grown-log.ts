import {
  consistencyRanges,
  formatCheckpoint,
  formatNote,
  grow,
  inclusionRanges,
  keyInMemory,
  logSigner,
  newSeed,
  signText,
  TileReader,
  type Hash,
} from '@liaison/transparency-log';

export const origin = 'liaison.example/log';

const entryOf = (index: number): Uint8Array => Buffer.from(`record ${index}`);

/** A log of numbered entries, with its heads and proofs at any size. */
export class GrownLog {
  readonly key = keyInMemory(origin, newSeed());

  private constructor(private readonly tree: TileReader) {}

  static async of(size: number): Promise<GrownLog> {
    const entries = Array.from({ length: size }, (_, at) => entryOf(at));
    const { parts } = await grow(() => Promise.resolve(null), 0, entries);
    return new GrownLog(new TileReader(size, (path) => Promise.resolve(parts.get(path) ?? null)));
  }

  entry(index: number): Uint8Array {
    return entryOf(index);
  }

  async head(size: number): Promise<string> {
    return formatCheckpoint({ origin, size, root: await this.tree.root(size) });
  }

  async checkpoint(size: number): Promise<string> {
    return Buffer.from(formatNote(await signText(await this.head(size), [logSigner(this.key)]))).toString();
  }

  inclusion(index: number, size: number): Promise<readonly Hash[]> {
    return this.tree.ranges(inclusionRanges(index, size));
  }

  consistency(older: number, newer: number): Promise<readonly Hash[]> {
    return this.tree.ranges(consistencyRanges(older, newer));
  }
}
