import type { Actor, CompartmentFacts, MessageFacts, ThreadFacts } from '@liaison/authz';
import type { Id, ThreadHeader } from '@liaison/contracts';
import {
  findCompartment,
  findMessage,
  findThread,
  seatIn,
  touchThreads,
  windowsIn,
  type Act,
  type BornMessage,
  type CompartmentRow,
  type Tx,
} from '@liaison/persistence';
import { aboutMessage, aboutThread } from './facts.js';

/** Facts for reading: one picture of one moment, no lock. */
export interface Place {
  readonly thread: ThreadHeader | null;
  readonly compartment: CompartmentRow | null;
  readonly facts: ThreadFacts;
}

export async function placeOf(tx: Tx, act: Act, actor: Actor, threadId: Id): Promise<Place> {
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
    facts: { ...facts, thread: thread && aboutThread(thread, thread.compartment) },
  };
}

export interface MessagePlace extends Place {
  readonly message: BornMessage | null;
  readonly facts: MessageFacts;
}

export async function messagePlaceOf(tx: Tx, act: Act, actor: Actor, id: Id): Promise<MessagePlace> {
  const message = await findMessage(tx, id);
  act.touch('message', id, { version: message?.version ?? null, owner: message?.agency ?? null });
  const nowhere: Place = { thread: null, compartment: null, facts: { seat: null, phase: 'archived', thread: null } };
  const place = message ? await placeOf(tx, act, actor, message.thread) : nowhere;
  const windows = message ? await windowsIn(tx, message.compartment) : [];
  return { ...place, message, facts: { ...place.facts, message: aboutMessage(message), windows } };
}
