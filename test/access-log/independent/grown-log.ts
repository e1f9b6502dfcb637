import {
  consistencyRanges,
  formatAddCheckpoint,
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
  type KeyProvider,
} from '@liaison/transparency-log';

export const origin = 'liaison.example/log';

/** A log of numbered entries, with its heads and proofs at any size. */
export class GrownLog {
  private constructor(
    readonly size: number,
    readonly key: KeyProvider,
    private readonly entryOf: (index: number) => string,
    readonly parts: ReadonlyMap<string, Uint8Array>,
    private readonly tree: TileReader,
  ) {}

  static async of(
    size: number,
    key: KeyProvider = keyInMemory(origin, newSeed()),
    entryOf = (index: number): string => `record ${index}`,
  ): Promise<GrownLog> {
    const entries = Array.from({ length: size }, (_, at) => Buffer.from(entryOf(at)));
    const { parts } = await grow(() => Promise.resolve(null), 0, entries);
    const tree = new TileReader(size, (path) => Promise.resolve(parts.get(path) ?? null));
    return new GrownLog(size, key, entryOf, parts, tree);
  }

  /** Another history from `at` on, with the same key: what a forger would show to somebody else. */
  forked(at: number, word: string): Promise<GrownLog> {
    const entryOf = (index: number): string => (index < at ? this.entryOf(index) : `${word} ${index}`);
    return GrownLog.of(this.size, this.key, entryOf);
  }

  entry(index: number): Uint8Array {
    return Buffer.from(this.entryOf(index));
  }

  root(size: number): Promise<Hash> {
    return this.tree.root(size);
  }

  async head(size: number): Promise<string> {
    return formatCheckpoint({ origin: this.key.name, size, root: await this.root(size) });
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

  /** What is asked of a witness that has cosigned `older` leaves. */
  async request(older: number, size: number): Promise<string> {
    const proof = await this.consistency(older, size);
    return formatAddCheckpoint({ older, proof, checkpoint: Buffer.from(await this.checkpoint(size)) });
  }
}
