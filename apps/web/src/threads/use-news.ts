import type { Id, MessageHeader, ThreadHeader } from '@liaison/contracts';
import { useEffect, useRef, useState } from 'react';
import { useClient, useLive } from '../data/client.js';
import { useMe } from '../data/session.js';
import { announce } from '../ui/live-region.js';
import { clockTime } from '../ui/time.js';
import { useRoom } from './room-context.js';

export interface NewFrom {
  readonly id: Id;
  /** `new since 08:56`. */
  readonly words: string;
}

/** The first message that was unread when the thread was opened; it keeps its line until the thread is left. */
export function useNewFrom(thread: ThreadHeader, messages: readonly MessageHeader[]): NewFrom | null {
  const me = useMe();
  const client = useClient();
  const [readSeq] = useState(() =>
    Math.max(client.store.mineOf(thread.id)?.readSeq ?? 0, client.reading.readHere(thread.id)),
  );
  const first = messages.find((message) => message.seq > readSeq && message.author !== me.person.id);
  if (!first || readSeq === 0) return null;
  const before = messages[messages.indexOf(first) - 1];
  return { id: first.id, words: before ? `new since ${clockTime(before.at)}` : 'new' };
}

/** Says new messages of others to screen readers; many in a short while become their number. */
export function useAnnounced(thread: Id, messages: readonly MessageHeader[]): void {
  const me = useMe();
  const { directory } = useRoom();
  const last = messages[messages.length - 1];
  const known = useRef(last?.seq ?? 0);
  const words = useLive([`thread:${thread}`], (client) => (last ? (client.store.textOf(last)?.text ?? '') : ''), [
    last,
  ]);
  useEffect(() => {
    if (!last || last.seq <= known.current) return;
    const isNews = known.current > 0 && last.author !== me.person.id;
    known.current = last.seq;
    if (isNews) announce(`${directory.nameOf(last.author)}: ${words}`);
  }, [last, words, me.person.id, directory]);
}
