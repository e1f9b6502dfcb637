import type { LogSubscriptions, NewLogSubscription } from '@liaison/contracts';
import { as, ok, type Person } from './world.js';

/** What somebody chooses who looks at a destination as it is listed now. */
export async function chosen(who: Person, destination: string): Promise<NewLogSubscription> {
  const { destinations } = ok(await as(who).get<LogSubscriptions>('/log/subscriptions'));
  const listed = destinations.find(({ name }) => name === destination);
  if (!listed) throw new Error(`${destination} is not listed`);
  return { destination, fingerprint: listed.place.fingerprint };
}
