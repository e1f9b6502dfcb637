import { DestroyedByAct, type DestroyedOf } from '@liaison/access-record';
import type { Id } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { writeRecord } from './access-log.js';

/** Entries that are looked at in one transaction. */
const portion = 1_000;

/**
 * Erases what is due of the next entries, with a record for each agency whose fields went. False where nothing is due any
 * more. Waits for whoever erases, or sets a hold.
 */
export async function sweepLog(tx: Tx): Promise<boolean> {
  const agencies = await tx.row<{ n: number }>('select count(*)::int as n from agency');
  // One for what is no agency's.
  const ids = Array.from({ length: (agencies?.n ?? 0) + 1 }, () => newId());
  const rows = await tx.rows<{ record: Id | null; agency: Id | null; destroyed: DestroyedOf[] }>(
    'select * from sweep_log($1, $2)',
    [portion, ids],
  );
  for (const { record, agency, destroyed } of rows) if (record !== null) writeSwept(tx, record, agency, destroyed);
  return rows.length > 0;
}

/** By how many seconds the oldest record that the sweep has not come to is overdue. */
export const sweepBehind = async (tx: Tx): Promise<number> =>
  (await tx.row<{ seconds: number }>('select sweep_behind() as seconds'))?.seconds ?? 0;

function writeSwept(tx: Tx, record: Id, agency: Id | null, destroyed: readonly DestroyedOf[]): void {
  const act = new DestroyedByAct();
  destroyed.forEach((one) => act.add(one));
  writeRecord(tx, record, {
    at: tx.now,
    class: 'erasure',
    act: 'log.sweep',
    outcome: 'success',
    operation: null,
    compartment: null,
    person: null,
    agency,
    role: null,
    session: null,
    address: '',
    objects: [],
    subjectAgencies: [],
    overseers: [],
    recipients: [],
    ground: null,
    rule: 'log.sweep#retention',
    detail: { ...act.sum() },
  });
}
