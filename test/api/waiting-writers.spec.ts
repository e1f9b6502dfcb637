import { UnitOfWork } from '@liaison/persistence';
import { Client } from 'pg';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, signInAgain, type Agency, type Person } from '../kit/world.js';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

/** Until so many wait for a lock of the database. */
async function inLine(count: number): Promise<void> {
  const client = new Client({ connectionString: room.world.server.database.adminUrl });
  await client.connect();
  try {
    const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while (((await client.query(text)).rowCount ?? 0) < count);
  } finally {
    await client.end();
  }
}

/** The operation and all its compartments are somebody else's meanwhile. */
async function whileHeld(work: () => Promise<void>): Promise<void> {
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
  try {
    await work();
  } finally {
    letGo();
    await holding;
  }
}

it('who waits in line to write keeps nobody from reading, ending a session and signing in', async () => {
  const { nl, fr, be } = room.world;
  const nominees: (readonly [Agency, Person])[] = [];
  for (let n = 0; n < 8; n += 1)
    for (const agency of [nl, fr, be]) nominees.push([agency, await agency.person(`nominee.${n}`)]);
  const withFr = await room.operation.compartment(room.ana, { agencies: [nl, fr] });
  const withBe = await room.operation.compartment(room.ana, { agencies: [nl, be] });
  const ofTwo = await room.operation.compartment(room.ana, { seats: [room.ana, room.luc] });
  const ofThree = await room.operation.compartment(room.luc, { seats: [room.ana, room.luc, room.mia] });
  const frOnly = await room.operation.theirs(room.luc, 'agency');
  // Four of each, which is as many as one socket may ask for at once.
  const places = new Map([
    [await room.desk(room.ana), [room.nlOnly, withFr.id, withBe.id, ofTwo.id]],
    [await room.desk(room.luc), [room.all, room.frBe, ofThree.id, frOnly.id]],
  ]);
  const written: (() => Promise<unknown>)[] = [];
  for (const [desk, theirs] of places) {
    await desk.follow(...theirs);
    for (const place of theirs) {
      const thread = await startThread(desk, place, 'In line');
      written.push(async () => made(await said(desk, place, thread, 'Waits as well')));
    }
  }
  let waiting: Promise<unknown> = Promise.resolve();
  await whileHeld(async () => {
    const nominations = nominees.map(async ([{ coordinator }, { id }]) =>
      ok(await as(coordinator).post(`${room.operation.path}/members`, { person: id, role: 'investigator' })),
    );
    waiting = Promise.all([...nominations, ...written.map((write) => write())]);
    await inLine(16);
    ok(await as(room.luc).get('/inbox'));
    ok(await as(room.mia).delete('/session'));
    await signInAgain(room.mia);
  });
  await waiting;
}, 60_000);
