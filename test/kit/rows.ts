import { Client } from 'pg';
import type { TestServer } from './server.js';

/** Every row of every table as text: for looking for what must be nowhere. */
export async function everyCell(server: TestServer): Promise<string> {
  const admin = new Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  try {
    const tables = await admin.query<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await admin.query<{ text: string | null }>(
        `select string_agg(t::text, chr(10)) as text from ${name} t`,
      );
      texts.push(rows[0]?.text ?? '');
    }
    return texts.join('\n');
  } finally {
    await admin.end();
  }
}
