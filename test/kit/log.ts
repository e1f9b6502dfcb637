import { Client } from 'pg';
import type { Person, World } from './world.js';

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

/** Straight to the database in the server's role, as this person, in their newest session or none; taken back at the end. */
export async function askedBy<T extends object>(
  { server, clock }: Pick<World, 'server' | 'clock'>,
  person: Pick<Person, 'id'>,
  text: string,
  values: readonly unknown[] = [],
  session: 'newest' | 'none' = 'newest',
): Promise<T[]> {
  const { database } = server;
  const found = await rowsOf<{ id: string }>(
    database.adminUrl,
    'select id from session where person = $1 order by started_at desc, id desc limit 1',
    [person.id],
  );
  const [app, now] = [new Client({ connectionString: database.appUrl }), clock.now().toISOString()];
  const as = { person: person.id, actors: `{${person.id}}`, now, session: session === 'none' ? '' : found[0]?.id };
  await app.connect();
  try {
    await app.query('begin');
    for (const [name, value] of Object.entries(as))
      await app.query('select set_config($1, $2, true)', [`app.${name}`, value]);
    return (await app.query<T>(text, [...values])).rows;
  } finally {
    await app.end();
  }
}

/** What the database answers there. */
export async function rowsOf<T extends object>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<T>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Until all that was recorded is signed, looked at beside the log; jest's own limit ends a wait in vain. */
export async function untilSigned({ world }: InWorld): Promise<void> {
  const admin = new Client({ connectionString: world.server.database.adminUrl });
  await admin.connect();
  const waits =
    'select halted from log_head where halted is not null or signed < size or exists (select from access_pending)';
  try {
    for (;;) {
      const [head] = (await admin.query<{ halted: string | null }>(waits)).rows;
      if (!head) return;
      if (head.halted !== null) throw new Error(`halted: ${head.halted}`);
    }
  } finally {
    await admin.end();
  }
}
