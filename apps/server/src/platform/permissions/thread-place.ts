import type { Actor, ThreadFacts } from '@liaison/authz';
import type { Id, ThreadHeader } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  consult,
  findThreadPlace,
  isOwnThread,
  type Act,
  type CompartmentRow,
  type Stated,
  type ThreadWhereabouts,
  type Tx,
} from '@liaison/persistence';

/** Facts for reading: one picture of one moment, no lock. */
export interface ThreadPlace extends Pick<ThreadWhereabouts, 'compartment' | 'windows'> {
  readonly thread: ThreadHeader | null;
  readonly facts: ThreadFacts;
  /** Null for whoever is not told of the thread. */
  readonly found: ThreadWhereabouts | null;
}

/** A thread that was opened to its reader. */
export type OpenedThread = ThreadWhereabouts & { readonly compartment: CompartmentRow };

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
  return { found, thread, compartment, windows, facts: { seat, phase, thread: thread && aboutThread(thread) } };
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
): Promise<OpenedThread> {
  const { found, thread, compartment, facts } = await threadPlaceOf(tx, act, actor, id);
  act.require(action, facts);
  if (!found || !thread || !compartment) throw notFound();
  const { operation, marking } = compartment;
  const task = await isOwnThread(tx, actor.person, thread);
  const restriction = marking.h3Text === null ? null : { object: id, text: marking.h3Text };
  await consult(tx, act, actor, { operation, object: id, task, freeText: false, restriction }, stated);
  return { ...found, compartment };
}
