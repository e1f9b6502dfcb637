import { digestOf } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import type { Act, Stranger } from './act.js';
import { writeRecord } from './stores/access-log.js';
import type { Tx } from './tx.js';

/** A record that an act has left, as a receipt names it. */
export interface Recorded {
  readonly record: Id;
  /** SHA-256 of its bytes, base64url. */
  readonly digest: string;
  readonly at: Date;
}

/** An actor who is told of each record that their acts leave: put here after its commit, and before the act is answered. */
export interface ToldActor extends Actor {
  readonly told: Recorded[];
}

/** A record that is written, and whose act left it. */
export interface LeftRecord {
  readonly actor: Actor | Stranger;
  readonly record: Id;
  readonly at: Date;
  readonly bytes: Uint8Array;
}

/** The record of an act that succeeded, unless it leaves none. */
export function leave(tx: Tx, act: Act): readonly LeftRecord[] {
  if (!act.leavesRecord) return [];
  const bytes = writeRecord(tx, act.record, act.facts(tx.now, 'success'));
  return [{ actor: act.actor, record: act.record, at: tx.now, bytes }];
}

const isTold = (actor: Actor | Stranger): actor is ToldActor => 'told' in actor;

/** After the commit. A digest is made for those alone who are told. */
export function tell(left: readonly LeftRecord[]): void {
  for (const { actor, record, at, bytes } of left)
    if (isTold(actor)) actor.told.push({ record, digest: digestOf(bytes), at });
}
