import type { Id } from '@liaison/contracts';
import type { Client } from './client.js';

/** Sockets that get the same bytes: each frame is serialised once for all of them. */
export interface SocketClass {
  /** Those of the threads asked about that these sockets have open. */
  readonly threads: readonly Id[];
  readonly clients: readonly Client[];
}

export function classesOf(clients: readonly Client[], threads: readonly Id[]): readonly SocketClass[] {
  if (clients.length === 0) return [];
  if (threads.length === 0) return [{ threads, clients }];
  const classes = new Map<string, { threads: readonly Id[]; clients: Client[] }>();
  for (const client of clients) {
    const open = threads.filter((thread) => client.reads(thread));
    const key = open.join();
    const known = classes.get(key);
    if (known) known.clients.push(client);
    else classes.set(key, { threads: open, clients: [client] });
  }
  return [...classes.values()];
}
