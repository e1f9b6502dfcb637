import type { Actor, CompartmentFacts, ThreadFacts } from '@liaison/authz';
import type { Id, ThreadHeader } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  findCompartment,
  findThread,
  groundOf,
  isOwnThread,
  seatIn,
  touchThreads,
  type Act,
  type Tx,
} from '@liaison/persistence';

/** Facts for reading: one picture of one moment, no lock. */
export interface ThreadPlace {
  readonly thread: ThreadHeader | null;
  readonly operation: Id | null;
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
    operation: compartment?.operation ?? null,
    facts: { ...facts, thread: thread && aboutThread(thread) },
  };
}

interface Consultation {
  readonly thread: Id;
  /** The ground as the reader states it. */
  readonly stated: string | undefined;
}

/** Lets this person at the words of a thread, on the ground that it takes. */
export async function consultThread(
  tx: Tx,
  act: Act,
  actor: Actor,
  action: 'thread.open' | 'thread.page',
  { thread: id, stated }: Consultation,
): Promise<{ readonly thread: ThreadHeader; readonly operation: Id }> {
  const { thread, operation, facts } = await threadPlaceOf(tx, act, actor, id);
  act.require(action, facts);
  if (!thread || operation === null) throw notFound();
  const task = await isOwnThread(tx, actor.person, thread);
  act.because(await groundOf(tx, actor, { operation, object: thread.id, stated, task, freeText: false }));
  return { thread, operation };
}
