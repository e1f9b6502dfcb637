import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { databaseUrl, type Access } from '../../apps/server/src/platform/embedded-postgres/access.js';

/** As whoever holds the machine, behind the server's back. */
export async function asOperator(...statements: readonly string[]): Promise<void> {
  const file = join(process.env.TEST_BROWSER_DATA ?? '', 'database.json');
  const access = JSON.parse(readFileSync(file, 'utf8')) as Access;
  const client = new Client({ connectionString: databaseUrl(access, 'superuser', 'liaison') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
