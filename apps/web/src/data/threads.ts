import type { Id, MessageHeader, ThreadHeader, ThreadMine } from '@liaison/contracts';
import type { Client } from '../sync/client.js';
import type { OpenThread } from '../sync/open-threads.js';
import { unreadOf, type Unread } from '../sync/unread.js';
import { useClient, useLive } from './client.js';
import { useSeats } from './operations.js';

export interface ThreadEntry extends Unread {
  readonly thread: ThreadHeader;
  readonly follow: ThreadMine['follow'];
}

/** All threads of these compartments, the latest first. */
export function useThreads(compartments: readonly Id[]): readonly ThreadEntry[] {
  return useLive(
    ['threads', 'session'],
    (client) => {
      const reader = client.reader();
      const inside = new Set(compartments);
      const entries: ThreadEntry[] = [];
      if (!reader) return entries;
      for (const thread of client.store.threads.values()) {
        if (!inside.has(thread.compartment)) continue;
        const unread = unreadOf(client.store, thread, reader, client.reading.readHere(thread.id));
        entries.push({ thread, ...unread, follow: client.store.mineOf(thread.id)?.follow ?? 'none' });
      }
      return entries.sort((a, b) => (a.thread.lastAt < b.thread.lastAt ? 1 : -1));
    },
    [compartments.join()],
  );
}

/** Unread by operation, muted threads left out; the sum is in the tab's title. */
export function useUnreadByOperation(): ReadonlyMap<Id, Unread> {
  return useLive(['threads', 'compartments', 'session'], (client) => {
    const sums = new Map<Id, Unread>();
    const reader = client.reader();
    if (!reader) return sums;
    for (const thread of client.store.threads.values()) {
      const operation = client.store.compartments.get(thread.compartment)?.operation;
      if (operation === undefined || client.store.mineOf(thread.id)?.follow === 'mute') continue;
      const { unread, mentions } = unreadOf(client.store, thread, reader, client.reading.readHere(thread.id));
      const sum = sums.get(operation) ?? { unread: 0, mentions: 0 };
      sums.set(operation, { unread: sum.unread + unread, mentions: sum.mentions + mentions });
    }
    return sums;
  });
}

/** Takes the new marks of every thread in every operation away. */
export function useMarkAllRead(): () => void {
  const { reading } = useClient();
  const { data: seats } = useSeats();
  return () => void reading.readAll((seats ?? []).flatMap((one) => one.compartments.map(({ id }) => id)));
}

export const useThread = (id: Id): ThreadHeader | undefined =>
  useLive([`thread:${id}`, 'threads'], (client) => client.store.threads.get(id), [id]);

export const useOpenThread = (id: Id): OpenThread =>
  useLive([`thread:${id}`], (client) => client.threads.get(id), [id]);

/** The messages on hand of an open thread, oldest first. */
export function useMessages(thread: Id): readonly MessageHeader[] {
  return useLive(
    [`thread:${thread}`],
    (client) => {
      const ids = client.threads.get(thread).window?.ids(client.store.logOf(thread)) ?? [];
      return ids.flatMap((id) => client.store.messages.get(id) ?? []);
    },
    [thread],
  );
}

export interface UnreadThread extends Unread {
  readonly id: Id;
  readonly title: string;
  readonly operation: Id;
  readonly audience: string;
  readonly at: string;
}

/** Every unread thread of every operation, muted ones left out; those that name this person first. */
export function unreadThreads(client: Client): readonly UnreadThread[] {
  const reader = client.reader();
  if (!reader) return [];
  return [...client.store.threads.values()]
    .flatMap((thread): readonly UnreadThread[] => {
      const compartment = client.store.compartments.get(thread.compartment);
      if (!compartment || client.store.mineOf(thread.id)?.follow === 'mute') return [];
      const counts = unreadOf(client.store, thread, reader, client.reading.readHere(thread.id));
      if (counts.unread === 0) return [];
      const { id, title, lastAt: at } = thread;
      return [{ id, title, at, operation: compartment.operation, audience: compartment.name, ...counts }];
    })
    .sort((a, b) => Number(b.mentions > 0) - Number(a.mentions > 0) || b.at.localeCompare(a.at));
}

export const useUnreadThreads = (): readonly UnreadThread[] =>
  useLive(['threads', 'compartments', 'session'], unreadThreads);
