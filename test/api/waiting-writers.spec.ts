import { UnitOfWork } from '@liaison/persistence';
import { Client } from 'pg';
import { openRoom, type Room } from '../kit/room.js';
import { as, ok, type Agency, type Person } from '../kit/world.js';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

/** Until so many wait for a lock of the database. */
async function inLine(count: number): Promise<void> {
  const client = new Client({ connectionString: room.world.server.database.adminUrl });
  await client.connect();
  const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (((await client.query(text)).rowCount ?? 0) < count);
  await client.end();
}

it('who waits in line to write keeps nobody from reading', async () => {
  const { nl, fr, be } = room.world;
  const nominees: (readonly [Agency, Person])[] = [];
  for (let n = 0; n < 8; n += 1)
    for (const agency of [nl, fr, be]) nominees.push([agency, await agency.person(`nominee.${n}`)]);
  let letGo = (): void => undefined;
  let isHeld = (): void => undefined;
  const free = new Promise<void>((resolve) => (letGo = resolve));
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const holding = room.world.server.app.get(UnitOfWork, { strict: false }).quietly(room.lead.id, async (tx) => {
    await tx.rows('select lock_operation($1)', [room.operation.id]);
    isHeld();
    await free;
  });
  await held;
  const nominations = nominees.map(([{ coordinator }, { id }]) =>
    as(coordinator).post(`${room.operation.path}/members`, { person: id, role: 'investigator' }),
  );
  await inLine(12);
  ok(await as(room.ana).get('/inbox'));
  letGo();
  await holding;
  for (const answer of await Promise.all(nominations)) ok(answer);
}, 60_000);
