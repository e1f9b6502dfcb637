import type { Id, ImportFormat, ImportMapping, ImportRow, ImportState } from '@liaison/contracts';
import type { Tx } from '../tx.js';

export interface ImportDone {
  readonly registered: number;
  readonly updated: number;
  readonly skipped: number;
}

/** One import of the reader's own. */
export interface ImportJob {
  readonly id: Id;
  readonly operation: Id;
  /** Where it lands. */
  readonly compartment: Id;
  readonly format: ImportFormat;
  readonly state: ImportState;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly mapping: ImportMapping | null;
  readonly origin: Id | null;
  readonly reference: string | null;
  readonly openReferences: boolean;
  readonly begun: boolean;
  readonly shareTo: Id | null;
  readonly readEntries: number;
  readonly readBytes: number;
  readonly totalBytes: number | null;
  readonly dropped: Readonly<Record<string, number>>;
  readonly failure: string | null;
  readonly done: ImportDone | null;
  readonly startedAt: Date;
}

const select = `select id, operation, compartment, format, state, encoding, delimiter, mapping, origin, reference,
  open_references as "openReferences", begun, share_to as "shareTo", read_entries as "readEntries",
  read_bytes::float8 as "readBytes", total_bytes::float8 as "totalBytes", dropped, failure, done,
  started_at as "startedAt" from import where person = me()`;

export const findImport = (tx: Tx, operation: Id, id: Id): Promise<ImportJob | null> =>
  tx.row<ImportJob>(`${select} and operation = $1 and id = $2`, [operation, id]);

/** The same under its row lock: one commit or cancellation at a time. */
export const lockImport = (tx: Tx, operation: Id, id: Id): Promise<ImportJob | null> =>
  tx.row<ImportJob>(`${select} and operation = $1 and id = $2 for update`, [operation, id]);

/** The reader's own imports of an operation, latest first. */
export const importsOf = (tx: Tx, operation: Id): Promise<ImportJob[]> =>
  tx.rows<ImportJob>(`${select} and operation = $1 order by started_at desc, id desc limit 50`, [operation]);

export interface NewImport {
  readonly id: Id;
  readonly operation: Id;
  readonly compartment: Id;
  readonly format: ImportFormat;
  readonly mapping: ImportMapping | null;
  readonly origin: Id | null;
  readonly reference: string | null;
  readonly openReferences: boolean;
  readonly shareTo: Id | null;
}

export const insertImport = (tx: Tx, job: NewImport): Promise<number> =>
  tx.run(
    `insert into import (id, person, operation, compartment, format, state, mapping, origin, reference, open_references,
       begun, share_to, read_entries, read_bytes, dropped, started_at, moved_at)
     values ($1, me(), $2, $3, $4, 'reading', $5, $6, $7, $8, false, $9, 0, 0, '{}', app_now(), app_now())`,
    [
      job.id,
      job.operation,
      job.compartment,
      job.format,
      job.mapping && JSON.stringify(job.mapping),
      job.origin,
      job.reference,
      job.openReferences,
      job.shareTo,
    ],
  );

/** True for the one who may send the file: an import is read once. */
export const beginImport = async (tx: Tx, id: Id, totalBytes: number | null): Promise<boolean> =>
  (await tx.run(
    `update import set begun = true, total_bytes = $2, moved_at = app_now()
     where id = $1 and state = 'reading' and not begun`,
    [id, totalBytes],
  )) === 1;

export interface ImportProgress {
  readonly entries: number;
  readonly bytes: number;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly dropped: Readonly<Record<string, number>>;
}

/** False once the import was cancelled or given up: whoever reads on has to stop. */
export const moveImport = async (tx: Tx, id: Id, p: ImportProgress, state: 'reading' | 'ready'): Promise<boolean> =>
  (await tx.run(
    `update import set read_entries = $2, read_bytes = $3, encoding = $4, delimiter = $5, dropped = $6, state = $7,
       moved_at = app_now() where id = $1 and state = 'reading'`,
    [id, p.entries, p.bytes, p.encoding, p.delimiter, JSON.stringify(p.dropped), state],
  )) === 1;

/** Ends an import without a trace of what was staged. */
export async function endImport(
  tx: Tx,
  id: Id,
  end: {
    readonly state: 'committed' | 'failed' | 'cancelled';
    readonly failure?: string;
    readonly done?: ImportDone;
    readonly shareTo?: Id | null;
  },
): Promise<void> {
  await tx.run('delete from import_digest where import = $1', [id]);
  await tx.run('delete from import_row where import = $1', [id]);
  await tx.run(
    `update import set state = $2, failure = $3, done = $4, share_to = coalesce($5, share_to), mapping = null,
       reference = null, ended_at = app_now() where id = $1`,
    [id, end.state, end.failure ?? null, end.done ? JSON.stringify(end.done) : null, end.shareTo ?? null],
  );
}

/** Staging that nobody came back to; touches nothing that was committed. */
export const sweepImports = async (tx: Tx): Promise<number> =>
  (await tx.row<{ n: number }>('select sweep_imports() as n'))?.n ?? 0;

export interface StagedRow<Kept> {
  readonly row: number;
  readonly place: string;
  readonly kind: 'new' | 'known' | 'error';
  readonly kept: Kept | null;
  readonly cells: Readonly<Record<string, string>>;
  readonly errors: ImportRow['errors'];
  readonly dataset: Id | null;
}

export const stageRows = (tx: Tx, id: Id, rows: readonly StagedRow<unknown>[]): Promise<number> =>
  tx.run(
    `insert into import_row select $1, r.row, r.place, r.kind, r.said, r.errors, r.dataset, false
     from unnest($2::int[], $3::text[], $4::text[], $5::json[], $6::jsonb[], $7::uuid[])
       as r (row, place, kind, said, errors, dataset)`,
    [
      id,
      rows.map((row) => row.row),
      rows.map((row) => row.place),
      rows.map((row) => row.kind),
      rows.map(({ kept, cells }) => JSON.stringify({ kept, cells })),
      rows.map((row) => JSON.stringify(row.errors)),
      rows.map((row) => row.dataset),
    ],
  );

export const stageDigests = (
  tx: Tx,
  id: Id,
  from: number,
  digests: readonly { readonly row: number; readonly algorithm: string; readonly hex: string }[],
): Promise<number> =>
  tx.run(
    `insert into import_digest select $1, $2 + d.n, d.row, d.algorithm, decode(d.hex, 'hex')
     from unnest($3::int[], $4::text[], $5::text[]) with ordinality as d (row, algorithm, hex, n)`,
    [
      id,
      from,
      digests.map((digest) => digest.row),
      digests.map((digest) => digest.algorithm),
      digests.map((digest) => digest.hex),
    ],
  );

export async function countRows(tx: Tx, id: Id): Promise<{ new: number; known: number; error: number }> {
  const rows = await tx.rows<{ kind: 'new' | 'known' | 'error'; n: number }>(
    'select kind, count(*)::int as n from import_row where import = $1 group by kind',
    [id],
  );
  return { new: 0, known: 0, error: 0, ...Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) };
}

/** Staged rows in the file's order, by keyset on their number. */
export const stagedRows = <Kept>(
  tx: Tx,
  id: Id,
  only: 'new' | 'known' | 'error' | null,
  after: number,
  limit: number,
): Promise<StagedRow<Kept>[]> =>
  tx.rows(
    `select row, place, kind, kept -> 'kept' as kept, kept -> 'cells' as cells, errors, dataset from import_row
     where import = $1 and ($2::text is null or kind = $2) and row > $3 order by row limit $4`,
    [id, only, after, limit],
  );

/** The origins of what can be registered. */
export const stagedOrigins = async (tx: Tx, id: Id): Promise<Id[]> =>
  (
    await tx.rows<{ origin: Id }>(
      `select distinct kept -> 'kept' ->> 'origin' as origin from import_row where import = $1 and kind <> 'error'`,
      [id],
    )
  ).map((row) => row.origin);

/** Datasets that the file names and the reader's agency has. */
export const knownOf = async (tx: Tx, id: Id): Promise<Id[]> =>
  (
    await tx.rows<{ dataset: Id }>(
      `select distinct dataset from import_row where import = $1 and kind = 'known' and dataset is not null`,
      [id],
    )
  ).map((row) => row.dataset);

/** Which dataset a staged row became. */
export const settleRows = (
  tx: Tx,
  id: Id,
  rows: readonly { readonly row: number; readonly dataset: Id }[],
): Promise<number> =>
  tx.run(
    `update import_row r set dataset = s.dataset, settled = true from unnest($2::int[], $3::uuid[]) as s (row, dataset)
     where r.import = $1 and r.row = s.row`,
    [id, rows.map((row) => row.row), rows.map((row) => row.dataset)],
  );

const digestPortion = 20_000;

/** Moves the staged digests to the datasets that their rows became, some thousand at a time. */
export async function settleDigests(tx: Tx, id: Id): Promise<void> {
  const last =
    (await tx.row<{ n: number | null }>('select max(n) as n from import_digest where import = $1', [id]))?.n ?? 0;
  for (let from = 0; from < last; from += digestPortion)
    await tx.run(
      `insert into dataset_digest select distinct r.dataset, d.algorithm, d.digest
       from import_digest d join import_row r on r.import = d.import and r.row = d.row
       where d.import = $1 and d.n > $2 and d.n <= $3 and r.settled on conflict do nothing`,
      [id, from, from + digestPortion],
    );
}

export interface KeptMapping {
  readonly mapping: ImportMapping;
  readonly delimiter: string | null;
}

/** How the own agency's columns and words were mapped last. */
export const keptMapping = (tx: Tx, format: ImportFormat): Promise<KeptMapping | null> =>
  tx.row<KeptMapping>('select mapping, delimiter from import_mapping where agency = my_agency() and format = $1', [
    format,
  ]);

export const keepMapping = (
  tx: Tx,
  format: ImportFormat,
  mapping: ImportMapping,
  delimiter: string | null,
): Promise<number> =>
  tx.run(
    `insert into import_mapping values (my_agency(), $1, $2, $3, app_now()) on conflict (agency, format)
     do update set mapping = excluded.mapping, delimiter = excluded.delimiter, changed_at = excluded.changed_at`,
    [format, JSON.stringify(mapping), delimiter],
  );
