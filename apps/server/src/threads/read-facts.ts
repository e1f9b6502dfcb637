import type { Actor, MessageFacts } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { findMessage, type Act, type BornMessage, type Tx } from '@liaison/persistence';
import { threadPlaceOf, type ThreadPlace } from '../platform/permissions/thread-place.js';
import { aboutMessage } from './facts.js';

export interface MessagePlace extends ThreadPlace {
  readonly message: BornMessage | null;
  readonly facts: MessageFacts;
}

export async function messagePlaceOf(tx: Tx, act: Act, actor: Actor, id: Id): Promise<MessagePlace> {
  const message = await findMessage(tx, id);
  act.touch('message', id, { version: message?.version ?? null, owner: message?.agency ?? null });
  const nowhere: ThreadPlace = {
    thread: null,
    compartment: null,
    windows: [],
    found: null,
    facts: { seat: null, phase: 'archived', thread: null },
  };
  const place = message ? await threadPlaceOf(tx, act, actor, message.thread) : nowhere;
  const { facts, windows } = place;
  return { ...place, message, facts: { ...facts, message: aboutMessage(message), windows } };
}
