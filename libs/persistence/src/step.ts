import { DomainError } from '@liaison/domain';
import type { Act } from './act.js';
import { leave, type LeftRecord } from './left-record.js';
import type { Tx } from './tx.js';

export type Work<T> = (tx: Tx, act: Act) => Promise<T>;

/** What became of one act among several: its result once committed, or its refusal once recorded. */
export type Outcome<T> = PromiseSettledResult<T>;

/**
 * One act among several in a transaction. Its refusal takes back that act; what the database itself says is for whoever
 * runs the transaction.
 */
export async function step<T>(tx: Tx, act: Act, work: Work<T>, left: LeftRecord[]): Promise<Outcome<T>> {
  if (act.actor.person !== null) tx.begin(act.actor.person);
  try {
    const value = await work(tx, act);
    const leaving = leave(tx, act);
    await tx.keep();
    left.push(...leaving);
    return { status: 'fulfilled', value };
  } catch (reason) {
    if (!(reason instanceof DomainError)) throw reason;
    await tx.refuse();
    return { status: 'rejected', reason };
  }
}
