import { UnitOfWork, type Tx } from '@liaison/persistence';
import type { TestServer } from './server.js';
import type { Person } from './world.js';

interface Served {
  readonly server: TestServer;
}

/** How the database refuses what a policy or a definer function forbids. */
export const lockedOut = { code: '42501' };

/** What a forgotten check in the service would do: straight to the tables, as this person or nobody, in the server's role. */
export const asIf = <T>({ server }: Served, person: Person | null, work: (tx: Tx) => Promise<T>): Promise<T> =>
  server.app.get(UnitOfWork, { strict: false }).quietly(person?.id ?? null, work);

/** How many rows a statement met so, or the error that refused it. */
export const tries = (
  served: Served,
  person: Person | null,
  text: string,
  values: readonly unknown[] = [],
): Promise<unknown> => asIf(served, person, (tx) => tx.run(text, values)).catch((error: unknown) => error);
