import { Client } from 'pg';
import type { World } from './world.js';

/** Every record that waits gets its entry now, in the sequencer's own role and in one transaction, as it does each second. */
export async function sequenced({ server }: Pick<World, 'server'>): Promise<void> {
  const client = new Client({ connectionString: server.database.logUrl });
  await client.connect();
  try {
    await client.query(`
      begin;
      insert into access_entry select coalesce((select max(entry) + 1 from access_entry), 0) + row_number() over (order by record) - 1,
        record, '' from access_pending;
      delete from access_pending where record in (select record from access_entry);
      commit`);
  } finally {
    await client.end();
  }
}
