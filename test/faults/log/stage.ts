import type { LoadResult } from '../delivery/load.js';
import { OwnPostgres, type OwnPostgresOptions } from '../delivery/own-postgres.js';

let running: OwnPostgres | null = null;

/**
 * Runs a part on a PostgreSQL of its own, from which the part copies its database as in tests, but one whose disk can be
 * filled and that can be ended.
 */
export const onOwnPostgres =
  <A extends readonly unknown[]>(part: (...args: A) => Promise<LoadResult>, options: OwnPostgresOptions = {}) =>
  async (...args: A): Promise<LoadResult> => {
    running = await OwnPostgres.start(options);
    const { adminUrl, ownerUrl, logUrl } = running;
    process.env.TEST_DATABASE_ADMIN_URL = adminUrl;
    process.env.TEST_DATABASE_OWNER_URL = ownerUrl;
    process.env.TEST_DATABASE_URL = running.appUrl();
    process.env.TEST_DATABASE_LOG_URL = logUrl;
    try {
      return await part(...args);
    } finally {
      await running.stop();
      running = null;
    }
  };

export function ownPostgres(): OwnPostgres {
  if (!running) throw new Error('no database was started');
  return running;
}

export function abandonPostgres(): void {
  running?.abandon();
}
