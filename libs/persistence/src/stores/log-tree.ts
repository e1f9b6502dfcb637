import type { Id } from '@liaison/contracts';
import type { PersonalFacts, ScopeNumber } from '@liaison/access-record';
import { DomainError } from '@liaison/domain';
import type { Tx } from '../tx.js';

/** How the tree of the access log stands. */
export interface TreeState {
  /** Entries that the last signed checkpoint covers. */
  readonly signed: number;
  readonly signedAt: Date | null;
  readonly halted: string | null;
  readonly haltedAt: Date | null;
  readonly oldestPending: Date | null;
}

/** Null for whoever reads no log. */
export async function treeState(tx: Tx): Promise<TreeState | null> {
  const row = await tx.row<{
    signed: string;
    signed_at: Date | null;
    halted: string | null;
    halted_at: Date | null;
    oldest: Date | null;
  }>('select * from log_state()');
  return (
    row && {
      signed: Number(row.signed),
      signedAt: row.signed_at,
      halted: row.halted,
      haltedAt: row.halted_at,
      oldestPending: row.oldest,
    }
  );
}

/** Why and since when nothing may be written. */
export interface LogHalted {
  readonly reason: string;
  readonly since: Date | null;
}

/** Null where all is well. */
export async function logHalted(tx: Tx): Promise<LogHalted | null> {
  const row = await tx.row<{ reason: string | null; since: Date | null }>(
    'select log_halted() as reason, log_halted_at() as since',
  );
  return row && row.reason !== null ? { reason: row.reason, since: row.since } : null;
}

/** What everybody is told whose act is refused meanwhile: why it is, is for auditors and operators. */
export const logIsHalted = ({ since }: LogHalted): DomainError =>
  new DomainError(
    'unavailable',
    `The access log has been halted${since ? ` since ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''}, because its parts contradict each other. Nothing is changed until that is settled; reading goes on, and is recorded. Tell your agency’s auditor and the operator.`,
    { reason: 'log_halted' },
  );

/** A record's entry, and its numbers in the reader's own scopes. */
export interface RecordPlace {
  readonly entry: number;
  readonly entryBytes: Buffer;
  readonly recordBytes: Buffer;
  readonly scopes: readonly (ScopeNumber & { readonly salt: string })[];
}

/** Null where the record is none of the reader's, or has no entry yet. */
export async function placeOfRecord(tx: Tx, record: Id): Promise<RecordPlace | null> {
  const rows = await tx.rows<{
    entry: string;
    entry_bytes: Buffer;
    record_bytes: Buffer;
    kind: ScopeNumber['kind'];
    agency: Id | null;
    operation: Id | null;
    n: string;
    salt: string;
  }>('select * from places_of_record($1)', [record]);
  const [first] = rows;
  if (!first) return null;
  return {
    entry: Number(first.entry),
    entryBytes: first.entry_bytes,
    recordBytes: first.record_bytes,
    scopes: rows.map(({ kind, agency, operation, n, salt }) => ({ kind, agency, operation, n: Number(n), salt })),
  };
}

/** What the reader is shown of a record, with the salts that open it; null where it is none of the reader's. */
export async function fieldsOfRecord(
  tx: Tx,
  record: Id,
): Promise<{ readonly facts: PersonalFacts; readonly salts: Readonly<Record<string, string>> } | null> {
  const row = await tx.row<{
    body: PersonalFacts & { readonly subject_agencies: readonly string[] };
    salts: Readonly<Record<string, string>>;
  }>('select body, salts from fields_of_record($1)', [record]);
  return row && { facts: { ...row.body, subjectAgencies: row.body.subject_agencies }, salts: row.salts };
}

/** Whether a record of the reader's scope is on its way into the tree. */
export async function awaitsEntry(tx: Tx, record: Id): Promise<boolean> {
  return (await tx.row<{ awaits: boolean }>('select awaits_entry($1) as awaits', [record]))?.awaits ?? false;
}
