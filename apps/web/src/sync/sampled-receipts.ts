import type { Api } from './api.js';
import type { Link } from './link.js';
import { Receipts } from './receipts.js';
import type { ServerClock } from './server-clock.js';
import type { Session } from './session.js';
import type { Topics } from './topics.js';

/** A page's client, as far as receipts need it. */
interface Around {
  readonly api: Api;
  readonly clock: ServerClock;
  readonly link: Link;
  readonly session: Session;
  readonly topics: Topics;
}

/** On this device: all its windows see the same, and one alone asks. */
export function sampledReceipts(client: Around): Receipts {
  const changed = (): void => client.topics.touch('receipts');
  addEventListener('storage', changed);
  return new Receipts({
    kept: () => localStorage,
    random: Math.random,
    now: Date.now,
    serverNow: () => client.clock.now(),
    person: () => client.session.person,
    isLive: () => client.link.state === 'live',
    ask: (records, signal) => client.api.post('/receipts', { records }, { signal }),
    alone: async (work) => {
      await navigator.locks.request('liaison:receipts', { ifAvailable: true }, (lock) => (lock ? work() : undefined));
    },
    changed,
  });
}
