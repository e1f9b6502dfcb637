import { UnitOfWork, type Tx } from '@liaison/persistence';
import { rowsOf } from './log.js';
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

/** The same in this person's newest session: what it has said it reads the log for counts. */
export async function inSession<T>(served: Served, person: Person, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { app, database } = served.server;
  const newest = 'select id from session where person = $1 order by started_at desc, id desc limit 1';
  const [session] = await rowsOf<{ id: string }>(database.adminUrl, newest, [person.id]);
  return app.get(UnitOfWork, { strict: false }).quietly(person.id, work, session?.id ?? null);
}

/** How many rows a statement met so, or the error that refused it. */
export const tries = (
  served: Served,
  person: Person | null,
  text: string,
  values: readonly unknown[] = [],
): Promise<unknown> => asIf(served, person, (tx) => tx.run(text, values)).catch((error: unknown) => error);
