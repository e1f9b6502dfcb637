import { Client } from 'pg';
import type { World } from './world.js';

/** Every record that waits gets its entry now, in the sequencer's own role and in one transaction, as it does each second. */
export const sequenced = (world: Pick<World, 'server'>): Promise<void> =>
  asSequencer(
    world,
    `insert into access_entry select coalesce((select max(entry) + 1 from access_entry), 0) + row_number() over (order by record) - 1,
       record, '' from access_pending`,
  );

/** Every record that waits is found by its lines now, as where the tree stands still. */
export const lined = (world: Pick<World, 'server'>): Promise<void> =>
  asSequencer(world, 'select line_waiting(1000000)');

async function asSequencer({ server }: Pick<World, 'server'>, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.database.logUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
