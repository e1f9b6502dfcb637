import type { Id, MessageHeader, ThreadHeader } from '@liaison/contracts';
import type { Store } from './store.js';

/** Who is reading: what decides whether a message is news to them and names them. */
export interface Reader {
  readonly person: Id;
  readonly agency: Id;
  /** Their role in the operation of a compartment, null without one. */
  roleIn(compartment: Id): string | null;
}

export interface Unread {
  readonly unread: number;
  readonly mentions: number;
}

const nothing: Unread = { unread: 0, mentions: 0 };

export function mentions(message: MessageHeader, reader: Reader): boolean {
  const { people, agencies, roles } = message.mentions;
  if (people.includes(reader.person) || agencies.includes(reader.agency)) return true;
  const role = roles.length > 0 ? reader.roleIn(message.compartment) : null;
  return role !== null && roles.includes(role);
}

/**
 * The server's count at its position, plus what came later, minus what was taken back or read here since. So after any
 * mixture of pages, frames and read marks it is what the server would count now.
 */
export function unreadOf(store: Store, thread: ThreadHeader, reader: Reader, readHere = 0): Unread {
  const mine = store.mineOf(thread.id);
  const readSeq = mine?.readSeq ?? 0;
  const mark = Math.max(readSeq, readHere);
  const asOf = mine?.asOf ?? 0;
  if (mark >= thread.lastSeq && thread.lastSeq > 0) return nothing;
  const log = store.logOf(thread.id);
  let { unread, mentions: named } = mine ?? nothing;
  const count = (id: Id, by: 1 | -1, onlyRetracted: boolean): void => {
    const message = store.messages.get(id);
    if (!message || message.author === reader.person || onlyRetracted !== wasRetractedLater(store, message, asOf))
      return;
    if (!onlyRetracted && message.retracted) return;
    unread += by;
    if (mentions(message, reader)) named += by;
  };
  for (const id of log.after(Math.max(asOf, mark))) count(id, 1, false);
  for (const id of log.between(readSeq + 1, asOf)) count(id, -1, true);
  for (const id of log.between(readSeq + 1, Math.min(asOf, mark))) count(id, -1, false);
  return { unread: Math.max(0, unread), mentions: Math.max(0, named) };
}

/** Counted by the server as unread, and gone since. */
const wasRetractedLater = (store: Store, message: MessageHeader, asOf: number): boolean =>
  message.seq <= asOf && (store.retractedAt(message.id) ?? 0) > asOf;

/** Why a thread is unread, in words a person can check. */
export function whyUnread({ unread, mentions: named }: Unread): string {
  if (unread === 0) return 'Everything here is read';
  const words = `${unread} ${unread === 1 ? 'message' : 'messages'} after the last one you read`;
  return named > 0 ? `${words}, ${named} naming you, your role or your agency` : words;
}
