import { Client } from 'pg';
import type { TestServer } from './server.js';

type Database = Pick<TestServer, 'database'>;

const atOnce = 2_000;

/** Every row of every table as text: for looking for what must be nowhere. */
export async function everyCell(server: Database): Promise<string> {
  const texts: string[] = [];
  await lookAtRows(server, (row) => texts.push(row));
  return texts.join('\n');
}

/** The same row by row, where all of them together would be too much. */
export async function lookAtRows({ database }: Database, look: (row: string) => unknown): Promise<void> {
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const tables = await admin.query<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
    );
    await admin.query('begin isolation level repeatable read');
    for (const { name } of tables.rows) {
      await admin.query(`declare rows no scroll cursor for select t::text as text from ${name} t`);
      const next = () => admin.query<{ text: string }>(`fetch ${atOnce} from rows`);
      for (let part = await next(); part.rows.length > 0; part = await next())
        part.rows.forEach(({ text }) => look(text));
      await admin.query('close rows');
    }
  } finally {
    await admin.end();
  }
}
