import type { Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** A record that the person's own act has left, and its entry where it has one. */
export interface OwnRecord {
  readonly record: Id;
  readonly at: Date;
  readonly entry: { readonly entry: number; readonly entryBytes: Buffer } | null;
}

/** Those of the records that are the person's own. */
export async function ownRecords(tx: Tx, records: readonly Id[]): Promise<readonly OwnRecord[]> {
  const rows = await tx.rows<{ record: Id; at: Date; entry: string | null; entry_bytes: Buffer | null }>(
    'select * from own_records($1)',
    [records],
  );
  return rows.map(({ record, at, entry, entry_bytes: entryBytes }) => ({
    record,
    at,
    entry: entry === null || entryBytes === null ? null : { entry: Number(entry), entryBytes },
  }));
}
