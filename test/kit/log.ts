import { Client } from 'pg';
import type { World } from './world.js';

interface InWorld {
  readonly world: Pick<World, 'server'>;
}

export interface Recorded {
  readonly class: string;
  readonly act: string;
  readonly outcome: string;
  readonly person: string | null;
  readonly address: string | null;
  readonly ground: string | null;
  readonly rule: string | null;
  readonly objects: readonly { type: string; id: string }[];
  readonly recipients: readonly string[];
  readonly whole: string;
}

/** The records that an act left, as the database's superuser sees them; the act is run in between. */
export async function recordsOf(room: InWorld, act: () => Promise<unknown>): Promise<Recorded[]> {
  const client = new Client({ connectionString: room.world.server.database.adminUrl });
  await client.connect();
  try {
    const before = await client.query<{ id: string }>('select id from access_record');
    await act();
    const { rows } = await client.query<Recorded>(
      `select r.class, r.act, r.outcome, b.person, b.address, b.ground, b.rule, b.objects, b.recipients, row_to_json(b)::text || encode(r.bytes, 'escape') as whole
       from access_record r join access_body b on b.record = r.id where not r.id = any($1) order by r.id`,
      [before.rows.map((row) => row.id)],
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** A statement of the operator's, for breaking things on purpose. */
export async function asOperator(room: InWorld, statement: string): Promise<void> {
  const client = new Client({ connectionString: room.world.server.database.adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
