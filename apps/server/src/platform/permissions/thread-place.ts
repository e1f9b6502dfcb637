import type { Actor, CompartmentFacts, ThreadFacts } from '@liaison/authz';
import type { Id, ThreadHeader } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  consult,
  findCompartment,
  findThread,
  isOwnThread,
  seatIn,
  touchThreads,
  type Act,
  type CompartmentRow,
  type Stated,
  type Tx,
} from '@liaison/persistence';

/** Facts for reading: one picture of one moment, no lock. */
export interface ThreadPlace {
  readonly thread: ThreadHeader | null;
  readonly compartment: CompartmentRow | null;
  readonly facts: ThreadFacts;
}

export const aboutThread = (thread: ThreadHeader): ThreadFacts['thread'] => ({
  startedBy: thread.startedBy,
  state: thread.state,
  frozen: thread.frozenBy !== null,
});

export async function threadPlaceOf(tx: Tx, act: Act, actor: Actor, threadId: Id): Promise<ThreadPlace> {
  const thread = await findThread(tx, threadId);
  if (thread) await touchThreads(tx, act, [thread]);
  else act.touch('thread', threadId);
  const compartment = thread && (await findCompartment(tx, thread.compartment));
  const seat = compartment && (await seatIn(tx, compartment.id, actor.person));
  act.in(compartment?.operation ?? null, compartment?.id ?? null).as(seat?.role ?? null);
  const facts: CompartmentFacts = { seat, phase: compartment?.phase ?? 'archived' };
  return {
    thread,
    compartment,
    facts: { ...facts, thread: thread && aboutThread(thread) },
  };
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
): Promise<{ readonly thread: ThreadHeader; readonly compartment: CompartmentRow }> {
  const { thread, compartment, facts } = await threadPlaceOf(tx, act, actor, id);
  act.require(action, facts);
  if (!thread || !compartment) throw notFound();
  const { operation, marking } = compartment;
  const task = await isOwnThread(tx, actor.person, thread);
  const restriction = marking.h3Text === null ? null : { object: id, text: marking.h3Text };
  await consult(tx, act, actor, { operation, object: id, task, freeText: false, restriction }, stated);
  return { thread, compartment };
}
