import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A migrated database of one spec file's own. */
export interface TestDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** The log's sequencer. */
  readonly logUrl: string;
  /** Superuser in this database: for looking at what the application's role may not see. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** Copies the migrated template; costs some tens of milliseconds. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} template liaison owner liaison_owner`);
  return {
    appUrl: inDatabase('TEST_DATABASE_URL', name),
    ownerUrl: inDatabase('TEST_DATABASE_OWNER_URL', name),
    logUrl: inDatabase('TEST_DATABASE_LOG_URL', name),
    adminUrl: inDatabase('TEST_DATABASE_ADMIN_URL', name),
    drop: () => asAdmin(`drop database ${name} with (force)`),
  };
}

/** What its own clock says, in SQL: else it would be years ahead of the stand-in that the servers go by. */
export const databaseSays = ({ adminUrl }: TestDatabase, time: string): Promise<void> =>
  asAdmin(
    `create or replace function database_now() returns timestamptz language sql stable as $$ select ${time} $$`,
    adminUrl,
  );

async function asAdmin(
  statement: string,
  connectionString = inDatabase('TEST_DATABASE_ADMIN_URL', 'postgres'),
): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function inDatabase(key: string, name: string): string {
  const url = new URL(process.env[key] ?? 'postgresql://run-by-jest-only/');
  url.pathname = `/${name}`;
  return url.href;
}
