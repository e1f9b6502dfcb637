import type { Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** How far the words of an open thread have been shown. */
export interface Shown {
  readonly id: Id;
  readonly lastSeq: number;
}

/** A message whose words a lease showed, and whose it is. */
export interface ShownMessage {
  readonly message: Id;
  readonly version: number;
  readonly agency: Id;
}

/** Closes leases of those whose acts these are: what each has shown; none whose closing has been recorded before. */
export const closeLeases = async (tx: Tx, leases: readonly Shown[]): Promise<Map<Id, readonly ShownMessage[]>> =>
  new Map(
    (
      await tx.rows<{ id: Id; messages: ShownMessage[] }>('select id, messages from close_leases($1, $2)', [
        leases.map(({ id }) => id),
        leases.map(({ lastSeq }) => lastSeq),
      ])
    ).map(({ id, messages }) => [id, messages]),
  );

/** What an own lease showed up to a number. */
export const shownByLease = (tx: Tx, lease: Id, through: number): Promise<ShownMessage[]> =>
  tx.rows<ShownMessage>('select message, version, agency from shown_by_lease($1, $2)', [lease, through]);

/**
 * Renews all leases of a process in one statement. Answers those that are its own still: true where renewed, false where
 * a removal has closed the lease and this process is about to hear of it.
 */
export const renewLeases = async (tx: Tx, leases: readonly Shown[]): Promise<ReadonlyMap<Id, boolean>> =>
  new Map(
    (
      await tx.rows<{ id: Id; renewed: boolean }>('select id, renewed from renew_leases($1, $2)', [
        leases.map(({ id }) => id),
        leases.map(({ lastSeq }) => lastSeq),
      ])
    ).map(({ id, renewed }) => [id, renewed]),
  );

/** Those of these leases that were closed by a removal, at the relay's snapshot. */
export const endedLeases = async (tx: Tx, leases: readonly Id[]): Promise<ReadonlySet<Id>> =>
  new Set((await tx.rows<{ id: Id }>('select id from ended_leases($1)', [leases])).map(({ id }) => id));

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
