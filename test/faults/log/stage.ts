import { OwnPostgres } from '../delivery/own-postgres.js';

let running: OwnPostgres | null = null;

/** The database from which each part copies its own, as in tests, but one whose disk can be filled and that can be ended. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  running = await OwnPostgres.start();
  const { adminUrl, ownerUrl, logUrl } = running;
  process.env.TEST_DATABASE_ADMIN_URL = adminUrl;
  process.env.TEST_DATABASE_OWNER_URL = ownerUrl;
  process.env.TEST_DATABASE_URL = running.appUrl();
  process.env.TEST_DATABASE_LOG_URL = logUrl;
  return running;
}

export function ownPostgres(): OwnPostgres {
  if (!running) throw new Error('no database was started');
  return running;
}

export function abandonPostgres(): void {
  running?.abandon();
}
