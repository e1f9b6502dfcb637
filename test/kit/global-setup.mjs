import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../scripts/steps/typescript.mjs';
import { root } from '../../scripts/steps/run.mjs';

/** What a test run may lose: its database is thrown away, so nothing has to reach the disk. */
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** One PostgreSQL for the whole run with one migrated database, from which each spec file copies its own. */
export default async function startTestDatabase() {
  const { startEmbeddedPostgres } =
    await import('../../apps/server/src/platform/embedded-postgres/embedded-postgres.ts');
  const { migrate } = await import('../../libs/persistence/src/index.ts');
  const dataDir = mkdtempSync(join(tmpdir(), 'liaison-test-'));
  const onLost = (error) => process.stderr.write(`the test database is gone: ${error}\n`);
  const native = process.env.TEST_POSTGRES;
  const other = native ? { programs: { native, locale: ['--locale=C.UTF-8'] } } : {};
  const say = () => undefined;
  const database = await startEmbeddedPostgres({ root, dataDir, say, onLost, settings: careless, ...other });
  globalThis.testDatabase = { database, dataDir };
  // An interrupted run never gets to its teardown; the database must not outlive it.
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.once('exit', () => {
    if (!globalThis.testDatabase) return;
    process.kill(postmaster, 'SIGQUIT');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });
  await migrate(database.ownerUrl);
  process.env.TEST_DATABASE_ADMIN_URL = database.adminUrl;
  process.env.TEST_DATABASE_OWNER_URL = database.ownerUrl;
  process.env.TEST_DATABASE_URL = database.appUrl;
  process.env.TEST_DATABASE_LOG_URL = database.logUrl;
}
