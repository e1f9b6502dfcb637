import { DestroyedByAct, type Destroyed, type DestroyedOf } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Erasure, Id, NewErasure, PersonRef, RetentionPeriod } from '@liaison/contracts';
import { newId, type ErasureState, type RecordClass } from '@liaison/domain';
import type { Act } from '../act.js';
import type { Tx } from '../tx.js';
import { personJson } from './auditing.js';

/** Records whose values go in one statement. */
const portion = 1_000;

interface ErasureRow {
  id: Id;
  state: ErasureState;
  basis: Erasure['basis'];
  person: PersonRef | null;
  asked_by: PersonRef;
  asked_at: Date;
  settled_by: PersonRef | null;
  settled_at: Date | null;
  records: number | null;
}

/** Of the own agency, newest first; for its coordinators and auditors. */
export async function erasures(tx: Tx, limit: number, only: Id | null = null): Promise<Erasure[]> {
  const rows = await tx.rows<ErasureRow>(
    `select e.id, e.state, e.basis, ${personJson('e.person')} as person, ${personJson('e.asked_by')} as asked_by, e.asked_at,
       ${personJson('e.settled_by')} as settled_by, e.settled_at, e.records
     from erasure e where $1::uuid is null or e.id = $1 order by e.asked_at desc, e.id desc limit $2`,
    [only, limit],
  );
  return rows.map(({ asked_by: askedBy, asked_at, settled_by: settledBy, settled_at, ...row }) => ({
    ...row,
    askedBy,
    askedAt: asked_at.toISOString(),
    settledBy,
    settledAt: settled_at?.toISOString() ?? null,
  }));
}

interface AskedErasure {
  readonly id: Id;
  /** One of them carries it out. */
  readonly auditors: readonly Id[];
}

/** Null where one waits for this person already. */
export async function askErasure(tx: Tx, actor: Actor, { person, basis }: NewErasure): Promise<AskedErasure | null> {
  const [asked] = await tx.rows<AskedErasure>(
    `insert into erasure (id, agency, person, basis, asked_by, asked_at) values ($1, $2, $3, $4, $5, app_now())
     on conflict (person) where state = 'asked' do nothing returning id, auditors`,
    [newId(), actor.agency, person, basis, actor.person],
  );
  return asked ?? null;
}

/** False where it does not wait any more. */
export const refuseErasure = async (tx: Tx, id: Id): Promise<boolean> =>
  (await tx.run(
    `update erasure set state = 'refused', settled_by = me(), settled_at = app_now() where id = $1 and state = 'asked'`,
    [id],
  )) > 0;

/** What became of carrying out an erasure. Where it was not done, the whole transaction has to be taken back. */
export type Erased =
  | { readonly done: true; readonly destroyed: Destroyed }
  /** Own holds by id, and whether something of another side's blocks it. */
  | { readonly done: false; readonly holds: readonly Id[]; readonly others: boolean };

/** Null where the erasure is none that this actor may carry out now. The act's record is committed with it, or neither is. */
export async function carryOutErasure(tx: Tx, act: Act, id: Id): Promise<Erased | null> {
  const destroyed = new DestroyedByAct();
  for (;;) {
    const some = await tx.row<{ records: number; destroyed: DestroyedOf[]; own_holds: Id[]; others: boolean }>(
      'select * from erase_some($1, $2, $3)',
      [id, act.record, portion],
    );
    if (!some) return null;
    if (some.own_holds.length > 0 || some.others) return { done: false, holds: some.own_holds, others: some.others };
    some.destroyed.forEach((one) => destroyed.add(one));
    if (some.records < portion) break;
  }
  const finished = await tx.row<{ done: boolean }>('select finish_erasure($1, $2) as done', [id, act.record]);
  return finished?.done === true ? { done: true, destroyed: destroyed.sum() } : null;
}

interface PeriodRow {
  class: RecordClass;
  days: number;
  standard: number;
  announced: number | null;
  announced_from: Date | null;
}

/** The own agency's periods. A shorter one than is in force is announced. */
export async function retentionPeriods(tx: Tx): Promise<RetentionPeriod[]> {
  const rows = await tx.rows<PeriodRow>('select * from my_retention() order by class');
  return rows.map(({ standard, announced: days, announced_from: from, ...row }) => ({
    ...row,
    defaultDays: standard,
    announced: days === null || from === null ? null : { days, from: from.toISOString() },
  }));
}

export const setRetention = (tx: Tx, actor: Actor, of: RecordClass, days: number): Promise<number> =>
  tx.run('insert into retention values ($1, $2, $3, $4, app_now())', [actor.agency, of, days, actor.person]);
