import type { Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** How far the words of an open thread have been shown. */
export interface Shown {
  readonly id: Id;
  readonly lastSeq: number;
}

/**
 * Closes an own lease with the last number sent; what was closed already (the reader was removed) keeps its number.
 * False where its closing has been recorded before.
 */
export const closeLease = async (tx: Tx, id: Id, lastSeq: number): Promise<boolean> =>
  (await tx.run(
    `update open_thread set last_seq = case when closed_at is null then $2 else last_seq end,
       closed_at = coalesce(closed_at, app_now()), recorded_at = app_now() where id = $1 and recorded_at is null`,
    [id, lastSeq],
  )) > 0;

/** Renews all leases of a process in one statement; answers those that are still open. */
export const renewLeases = async (tx: Tx, leases: readonly Shown[]): Promise<ReadonlySet<Id>> =>
  new Set(
    (
      await tx.rows<{ id: Id }>('select renew_leases($1, $2) as id', [
        leases.map(({ id }) => id),
        leases.map(({ lastSeq }) => lastSeq),
      ])
    ).map(({ id }) => id),
  );

/** A lease that a crash left open, and whose it was. */
export interface LapsedLease {
  readonly id: Id;
  readonly person: Id;
  readonly agency: Id;
  readonly session: Id;
  readonly address: string;
  readonly thread: Id;
  /** The agency whose thread it is. */
  readonly owner: Id;
  readonly operation: Id;
  readonly compartment: Id;
}

/** Leases that have not been renewed for two minutes; asked by nobody in particular. */
export const lapsedLeases = (tx: Tx, most: number): Promise<LapsedLease[]> =>
  tx.rows<LapsedLease>('select * from lapsed_leases($1)', [most]);

/** Closes a lapsed lease of the reader of this transaction: the number up to which it may have shown, or null where it lives. */
export async function endLapsed(tx: Tx, id: Id): Promise<number | null> {
  const row = await tx.row<{ through: string | null }>('select end_lapsed($1) as through', [id]);
  const through = row?.through ?? null;
  return through === null ? null : Number(through);
}
