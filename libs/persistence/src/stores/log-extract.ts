import type { PersonalFacts } from '@liaison/access-record';
import type { Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** Numbers of the reader's agency within an operation or, null, outside of all. */
export interface ExtractSpan {
  /** From the first to the last; at most one more than was asked about. */
  readonly lines: number;
  /** About how many of an extract these are; 0 where it was not counted, because there are too many of them. */
  readonly bytes: number;
  /** Between these two stand all of them. Null: none stands after them yet. */
  readonly first: number;
  readonly last: number | null;
}

/** `from` and `to`: times, the latter not included. */
export async function extractSpan(
  tx: Tx,
  operation: Id | null,
  from: Date,
  to: Date,
  most: number,
): Promise<ExtractSpan | null> {
  const row = await tx.row<{ lines: string; bytes: string; first: string; last: string | null }>(
    'select * from extract_span($1, $2, $3, $4)',
    [operation, from, to, most],
  );
  return (
    row && {
      lines: Number(row.lines),
      bytes: Number(row.bytes),
      first: Number(row.first),
      last: row.last === null ? null : Number(row.last),
    }
  );
}

/** Whether a record of these times, whoever's, has no number yet. */
export async function extractWaits(tx: Tx, { from, to }: { readonly from: Date; readonly to: Date }): Promise<boolean> {
  const row = await tx.row<{ waits: boolean | null }>('select extract_waits($1, $2) as waits', [from, to]);
  return row?.waits === true;
}

/** A record of the reader's scope, and what the reader's agency may see of it. */
export interface ExtractRow {
  readonly n: number;
  readonly salt: string;
  readonly record: Buffer;
  readonly entry: number;
  readonly entryBytes: Buffer;
  /** Null where it is outside the range, or was erased. What has no salt here is not shown. */
  readonly shown: { readonly facts: PersonalFacts; readonly salts: Readonly<Record<string, string>> } | null;
}

interface Row {
  n: string;
  salt: string;
  record_bytes: Buffer;
  entry: string;
  entry_bytes: Buffer;
  body: (PersonalFacts & { readonly subject_agencies: readonly string[] }) | null;
  salts: Readonly<Record<string, string>> | null;
}

/** Records numbered `first` to `last`; those whose time is in the range are shown, already cut by the database. */
export async function extractRows(
  tx: Tx,
  operation: Id | null,
  range: { readonly from: Date | '-infinity'; readonly to: Date | 'infinity' },
  first: number,
  last: number,
): Promise<readonly ExtractRow[]> {
  const rows = await tx.rows<Row>('select * from extract_rows($1, $2, $3, $4, $5)', [
    operation,
    range.from,
    range.to,
    first,
    last,
  ]);
  return rows.map(({ n, salt, record_bytes, entry, entry_bytes, body, salts }) => ({
    n: Number(n),
    salt,
    record: record_bytes,
    entry: Number(entry),
    entryBytes: entry_bytes,
    shown: body && salts && { facts: { ...body, subjectAgencies: body.subject_agencies }, salts },
  }));
}

/** Records of the range of which the reader's agency cannot see any more all that it could: number, and the fields that it still sees. */
export async function extractErased(
  tx: Tx,
  operation: Id | null,
  from: Date,
  to: Date,
): Promise<readonly (readonly [n: number, shown: readonly string[]])[]> {
  const rows = await tx.rows<{ n: string; shown: readonly string[] }>('select * from extract_erased($1, $2, $3)', [
    operation,
    from,
    to,
  ]);
  return rows.map(({ n, shown }) => [Number(n), shown]);
}

/** By id: the people and agencies of the range, the reader, and the operation. */
export async function extractNames(
  tx: Tx,
  operation: Id | null,
  from: Date,
  to: Date,
): Promise<Readonly<Record<string, string>>> {
  const rows = await tx.rows<{ id: Id; name: string }>('select * from extract_names($1, $2, $3)', [
    operation,
    from,
    to,
  ]);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
