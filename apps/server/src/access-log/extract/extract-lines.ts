import { disclose } from '@liaison/access-record';
import type { Line } from '@liaison/access-extract';
import type { Id } from '@liaison/contracts';
import { extractRows, type ExtractRow, type Tx } from '@liaison/persistence';
import { formatProof } from '@liaison/transparency-log';
import type { ProvenHead } from './proven-head.js';

/** Records that are read and proven at once. */
const portion = 500;

interface Range {
  readonly operation: Id | null;
  readonly from: Date;
  readonly to: Date;
}

/** Records as an extract holds them. Their numbers are fixed: no transaction has to last as long as the reading. */
export class ExtractLines {
  constructor(
    private readonly head: ProvenHead,
    private readonly look: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
    private readonly range: Range,
  ) {}

  /** The record of the extract itself, with every field, whenever it was. */
  async request(n: number): Promise<Line> {
    const always = { from: '-infinity', to: 'infinity' } as const;
    const [row] = await this.look((tx) => extractRows(tx, this.range.operation, always, n, n));
    if (!row) throw new Error('the record of the extract has no number');
    return this.line(row);
  }

  async *between(first: number, last: number): AsyncGenerator<Line> {
    for (let from = first; from <= last; from += portion) {
      const to = Math.min(last, from + portion - 1);
      const rows = await this.look((tx) => extractRows(tx, this.range.operation, this.range, from, to));
      for (const row of rows) yield await this.line(row);
    }
  }

  private async line({ n, salt, record, entry, entryBytes, shown }: ExtractRow): Promise<Line> {
    const hashes = await this.head.inclusion(entry, entryBytes);
    // Without the checkpoint, which is the same for all, and the empty line before it.
    const proof = formatProof({ index: entry, hashes, checkpoint: new Uint8Array(), extra: null }).subarray(0, -1);
    return {
      n,
      salt,
      record: record.toString('utf8'),
      entry: entryBytes.toString('utf8'),
      proof: Buffer.from(proof).toString('utf8'),
      disclosed: shown ? disclose(shown.facts, shown.salts) : {},
    };
  }
}
