import type { Actor, ThreadFacts, Window } from '@liaison/authz';
import type { Id, ThreadHeader } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  consult,
  findThreadPlace,
  isOwnThread,
  type Act,
  type CompartmentRow,
  type Stated,
  type Tx,
} from '@liaison/persistence';

/** Facts for reading: one picture of one moment, no lock. */
export interface ThreadPlace {
  readonly thread: ThreadHeader | null;
  readonly compartment: CompartmentRow | null;
  /** The reader's windows in it. */
  readonly windows: readonly Window[];
  readonly facts: ThreadFacts;
}

export const aboutThread = (thread: ThreadHeader): ThreadFacts['thread'] => ({
  startedBy: thread.startedBy,
  state: thread.state,
  frozen: thread.frozenBy !== null,
});

export async function threadPlaceOf(tx: Tx, act: Act, actor: Actor, threadId: Id): Promise<ThreadPlace> {
  const found = await findThreadPlace(tx, threadId, actor.person);
  const { thread = null, compartment = null, seat = null, owner = null, windows = [] } = found ?? {};
  act
    .touch('thread', threadId, { version: thread?.version ?? null, owner })
    .in(compartment?.operation ?? null, compartment?.id ?? null)
    .as(seat?.role ?? null);
  const phase = compartment?.phase ?? 'archived';
  return { thread, compartment, windows, facts: { seat, phase, thread: thread && aboutThread(thread) } };
}

/**
 * Lets this person at the words of a thread, on the ground that it takes. The restriction of its compartment is asked for
 * once in each thread, for all texts there that add nothing to it.
 */
export async function consultThread(
  tx: Tx,
  act: Act,
  actor: Actor,
  action: 'thread.open' | 'thread.page',
  id: Id,
  stated: Stated,
): Promise<{
  readonly thread: ThreadHeader;
  readonly compartment: CompartmentRow;
  readonly windows: readonly Window[];
}> {
  const { thread, compartment, windows, facts } = await threadPlaceOf(tx, act, actor, id);
  act.require(action, facts);
  if (!thread || !compartment) throw notFound();
  const { operation, marking } = compartment;
  const task = await isOwnThread(tx, actor.person, thread);
  const restriction = marking.h3Text === null ? null : { object: id, text: marking.h3Text };
  await consult(tx, act, actor, { operation, object: id, task, freeText: false, restriction }, stated);
  return { thread, compartment, windows };
}
