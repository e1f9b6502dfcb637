import { Client } from 'pg';
import { ReadLeases } from '../../apps/server/src/relay/read-leases.js';
import { Desk } from '../kit/desk.js';
import { recordsOf, type Recorded } from '../kit/log.js';
import { OwnProcess } from '../kit/own-process.js';
import { openRoom, type Room } from '../kit/room.js';
import { bootServer, type TestServer } from '../kit/server.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok } from '../kit/world.js';

const ground = 'Victim identification';
let room: Room;
let ana: Desk;

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
});
afterAll(() => room.close());

const round = (server: Pick<TestServer, 'app'>): Promise<void> => server.app.get(ReadLeases, { strict: false }).run();
const closings = async (act: () => Promise<unknown>): Promise<readonly Recorded[]> =>
  (await recordsOf(room, act)).filter((record) => record.act === 'thread.close');

it('a lease that a killed server left open is closed by another, once, naming what it may have shown', async () => {
  const { world } = room;
  const thread = await startThread(ana, room.all, 'Open in the crash');
  const killed = await OwnProcess.start(world.server.database);
  const mia = await new Desk(room.mia.browser, killed).connect();
  await mia.follow(room.all);
  await mia.open(thread, ground);
  const during = made(await said(ana, room.all, thread, 'Before the crash'));
  await mia.until(() => mia.wordsOf(during) !== undefined);
  await killed.stop();
  world.clock.stepSeconds(100);
  const maybe = made(await said(ana, room.all, thread, 'Not renewed, and not lapsed'));
  expect(await closings(() => round(world.server))).toEqual([]);
  world.clock.stepSeconds(30);
  const after = made(await said(ana, room.all, thread, 'After it lapsed'));
  const closed = await closings(async () => {
    await round(world.server);
    await round(world.server);
  });
  expect(closed).toMatchObject([{ person: room.mia.id, outcome: 'success', rule: 'thread.close#lapsed' }]);
  expect(closed[0]?.objects.map(({ id }) => id)).toEqual([thread, during, maybe]);
  const reach = async (message: string): Promise<unknown> => ok(await as(room.ana).get(`/messages/${message}/reach`));
  expect([await reach(during), await reach(maybe), await reach(after)]).toEqual([
    { opened: 1 },
    { opened: 1 },
    { opened: 0 },
  ]);
}, 60_000);

it('one that a removal has just closed ends no connection: it is recorded where the removal is heard of', async () => {
  const { world } = room;
  const marie = await room.operation.member(world.fr, 'marie.durand');
  const desk = await room.desk(marie, room.all);
  const thread = await startThread(ana, room.all, 'Open at removal');
  expect(await desk.open(thread, ground)).toMatchObject({ ok: true });
  // As the removal leaves it, before this process has heard of that.
  const admin = new Client({ connectionString: world.server.database.adminUrl });
  await admin.connect();
  await admin.query('update open_thread set closed_at = now() where person = $1 and thread = $2', [marie.id, thread]);
  await admin.end();
  const closed = await closings(async () => {
    await round(world.server);
    await room.operation.remove(world.fr, marie);
    await desk.until(() => desk.state(`compartment:${room.all}`).denied);
    await ana.follow(room.all);
  });
  expect(desk.connected).toBe(true);
  expect(closed).toMatchObject([{ person: marie.id, outcome: 'success' }]);
});

describe('of two servers', () => {
  let other: TestServer;

  beforeAll(async () => {
    const { database, clock } = room.world.server;
    other = await bootServer({ database, time: clock });
  });
  afterAll(() => other.close());

  it('neither closes what the other renews, and renewing leaves no record', async () => {
    const thread = await startThread(ana, room.all, 'Open for long');
    await ana.open(thread);
    const records = await recordsOf(room, async () => {
      for (let minute = 0; minute < 5; minute += 1) {
        room.world.clock.stepMinutes(1);
        await Promise.all([round(room.world.server), round(other)]);
      }
    });
    expect(records).toEqual([]);
    const words = made(await said(ana, room.all, thread, 'Still flows'));
    await ana.until(() => ana.wordsOf(words) !== undefined);
    expect(await closings(() => ana.close(thread))).toMatchObject([{ rule: 'thread.close#own' }]);
  });

  it('one that stood still finds its lease closed: no second record, and the reader has to open anew', async () => {
    const thread = await startThread(ana, room.all, 'Open while it stood still');
    await ana.open(thread);
    const closed = await closings(async () => {
      room.world.clock.stepMinutes(3);
      await round(other);
      await round(room.world.server);
      await ana.until(() => !ana.connected);
    });
    expect(closed).toMatchObject([{ rule: 'thread.close#lapsed', person: room.ana.id }]);
    ana = await room.desk(room.ana, room.all);
    expect(await ana.open(thread)).toMatchObject({ ok: true });
  });
});
