import { digestOf } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import type { Stranger } from './act.js';

/** A record that an act has left, as a receipt names it. */
export interface Recorded {
  readonly record: Id;
  /** SHA-256 of its bytes, base64url. */
  readonly digest: string;
  readonly at: Date;
}

/** An actor who asks to be told of each record that their acts leave: after its commit, and before the act is answered. */
export interface ToldActor extends Actor {
  /** What it promises is waited for. It must not fail: the act is done. */
  readonly recorded: (recorded: Recorded) => void | Promise<void>;
}

/** A record that is committed, and whose act left it. */
export interface LeftRecord {
  readonly actor: Actor | Stranger;
  readonly record: Id;
  readonly at: Date;
  readonly bytes: Uint8Array;
}

const isTold = (actor: Actor | Stranger): actor is ToldActor => 'recorded' in actor;

/** A digest is made for those alone who asked. */
export async function tell(left: readonly LeftRecord[]): Promise<void> {
  for (const { actor, record, at, bytes } of left)
    if (isTold(actor)) await actor.recorded({ record, digest: digestOf(bytes), at });
}
