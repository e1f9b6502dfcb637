import { countedRecords, type Id, type LegalHold, type NewLegalHold, type PersonRef } from '@liaison/contracts';
import { newId, type HoldKind } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { personJson } from './auditing.js';

interface HoldRow {
  id: Id;
  kind: HoldKind;
  subject: Id | null;
  from_at: Date | null;
  to_at: Date | null;
  reason: string;
  set_by: PersonRef;
  set_at: Date;
  lifted_by: PersonRef | null;
  lifted_at: Date | null;
  why_lifted: string | null;
  reference: string | null;
}

/** Those of the reader's side: in force first, then lifted ones; newest first. */
export async function legalHolds(tx: Tx, limit: number, only: Id | null = null): Promise<LegalHold[]> {
  const rows = await tx.rows<HoldRow>(
    `select h.id, h.kind, h.subject, h.from_at, h.to_at, h.reason, ${personJson('h.set_by')} as set_by, h.set_at,
       ${personJson('h.lifted_by')} as lifted_by, h.lifted_at, h.why_lifted, h.reference
     from legal_hold h where $1::uuid is null or h.id = $1
     order by h.lifted_at is null desc, h.set_at desc, h.id desc limit $2`,
    [only, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    reference: row.reference,
    from: row.from_at?.toISOString() ?? null,
    to: row.to_at?.toISOString() ?? null,
    reason: row.reason,
    setBy: row.set_by,
    setAt: row.set_at.toISOString(),
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at?.toISOString() ?? null,
    whyLifted: row.why_lifted,
  }));
}

/** Null for whoever reads no log. */
export async function setHold(tx: Tx, { kind, subject, from, to, reason }: NewLegalHold): Promise<Id | null> {
  const id = newId();
  const values = [id, kind, subject, from ?? null, to ?? null, reason];
  const set = await tx.row<{ set: boolean }>('select set_hold($1, $2, $3, $4, $5, $6) as set', values);
  return set?.set === true ? id : null;
}

/** How many records of the reader's side a hold would find by now, counted to one more than `countedRecords`. */
export async function coverOf(tx: Tx, { kind, subject, from, to }: NewLegalHold): Promise<number> {
  const asked = (filter: string): object => ({
    [filter]: subject,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
  const filters = kind === 'person' ? [asked('person'), asked('object')] : [asked(kind)];
  const found = await tx.row<{ covers: number }>(
    `select least(count(distinct record), $2)::int as covers
     from unnest($1::jsonb[]) f, unnest(find_lines(f, null, null, $2)) record`,
    [filters, countedRecords + 1],
  );
  return found?.covers ?? 0;
}

/** False where the reader's side has no such hold in force, and while the log is halted. */
export const liftHold = async (tx: Tx, id: Id, why: string): Promise<boolean> =>
  (await tx.row<{ lifted: boolean }>('select lift_hold($1, $2) as lifted', [id, why]))?.lifted ?? false;
