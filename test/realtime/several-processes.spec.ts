import { Client } from 'pg';
import { hasRedis, RedisProcess } from '../kit/redis.js';
import { openRoom, type Room } from '../kit/room.js';
import { bootServer, type TestServer } from '../kit/server.js';
import { said, startThread, made } from '../kit/talk.js';
import { ok } from '../kit/world.js';
import { Desk } from '../kit/desk.js';
import { Browser } from '../kit/browser.js';

const ground = 'Victim identification';
const wires = hasRedis ? (['PostgreSQL', 'Redis'] as const) : (['PostgreSQL'] as const);

if (!hasRedis) it.skip('over Redis: redis-server is not installed', () => undefined);

describe.each(wires)('two servers on one database, with hints over %s', (wire) => {
  let redis: RedisProcess | null = null;
  let room: Room;
  let other: TestServer;
  const desks: Desk[] = [];

  beforeAll(async () => {
    redis = wire === 'Redis' ? await RedisProcess.start() : null;
    const config = redis ? { redisUrl: redis.url } : {};
    room = await openRoom({ config });
    other = await bootServer({ config, database: room.world.server.database });
  });
  afterEach(() => {
    for (const desk of desks.splice(0)) desk.leave();
  });
  afterAll(async () => {
    await other.close();
    await room.close();
    await redis?.kill();
  });

  const at = async (server: TestServer, browser: Browser): Promise<Desk> => {
    const desk = await new Desk(browser, server).connect();
    desks.push(desk);
    await desk.follow(room.all);
    return desk;
  };
  const here = (browser: Browser): Promise<Desk> => at(room.world.server, browser);
  const there = (browser: Browser): Promise<Desk> => at(other, browser);

  it('what is said at one is heard at the other long before the poll', async () => {
    const [ana, luc] = [await here(room.ana.browser), await there(room.luc.browser)];
    const thread = await startThread(ana, room.all, 'Across');
    await luc.open(thread, ground);
    const begun = Date.now();
    for (let count = 0; count < 20; count += 1) {
      // One after the other was heard: by the poll alone, each would wait for the next second.
      const message = made(await said(ana, room.all, thread, `number ${count}`));
      await luc.until(() => luc.wordsOf(message) !== undefined);
    }
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('a session that is ended at one loses its socket at the other at once', async () => {
    const waits: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const browser = new Browser(room.world.server);
      ok(await browser.post('/session', { signInName: room.luc.signInName, password: room.luc.password }));
      const luc = await there(browser);
      const begun = Date.now();
      ok(await browser.delete('/session'));
      await luc.until(() => !luc.connected);
      expect(luc.heard).toContainEqual(expect.stringMatching(/^\["ended"/));
      waits.push(Date.now() - begun);
    }
    // By the poll alone it would be half a second each.
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(2_000);
  });

  it('who has a compartment open at one is seen at the other, until it is closed', async () => {
    const [ana, luc] = [await here(room.ana.browser), await there(room.luc.browser)];
    const thread = await startThread(ana, room.all, 'Seen');
    await luc.until(() => luc.state(`compartment:${room.all}`).threads.has(thread));
    const seen = (desk: Desk): unknown => desk.heard.findLast((one) => one.startsWith('["presence"'));
    const both = JSON.stringify(['presence', { compartment: room.all, people: [room.ana.id, room.luc.id].sort() }]);
    await ana.open(thread, ground);
    await luc.open(thread, ground);
    await ana.until(() => seen(ana) === both);
    await luc.until(() => seen(luc) === both);
    luc.leave();
    await ana.until(() => seen(ana) === JSON.stringify(['presence', { compartment: room.all, people: [room.ana.id] }]));
  });

  it('when the wire breaks everything goes on by the poll, and the wire comes back by itself', async () => {
    const [ana, luc] = [await here(room.ana.browser), await there(room.luc.browser)];
    const thread = await startThread(ana, room.all, 'Cut');
    const say = async (text: string): Promise<void> => {
      const message = made(await said(ana, room.all, thread, text));
      await luc.until(() => luc.state(`compartment:${room.all}`).messages.has(message));
    };
    await (redis?.kill() ?? cutListeners(room));
    await say('without a wire');
    if (redis) {
      await until(async () => (await ready(other)) === 'degraded');
      expect(ok(await room.ana.browser.get('/me'))).toBeTruthy();
      await redis.comeBack();
    }
    await until(async () => (await ready(other)) === 'ready' && (await ready(room.world.server)) === 'ready');
    // Each second poll alone would bring one: by the wire ten of them come between two polls.
    let quickest = Infinity;
    while (quickest > 1_000) {
      const begun = Date.now();
      for (let count = 0; count < 10; count += 1) await say(`number ${count}`);
      quickest = Math.min(quickest, Date.now() - begun);
    }
  });

  if (wire === 'Redis')
    it('wrong passwords tried at both count together', async () => {
      const input = { signInName: room.mia.signInName, password: 'not the password of mia' };
      const statuses: number[] = [];
      for (let count = 0; count < 9; count += 1)
        statuses.push((await new Browser(count % 2 ? other : room.world.server).post('/session', input)).status);
      expect(statuses).toEqual([...Array<number>(8).fill(401), 429]);
    });
});

const ready = async ({ url }: TestServer): Promise<string> =>
  ((await (await fetch(`${url}/health/ready`)).json()) as { readonly status: string }).status;

/** Tries until it holds; jest's own limit ends a wait in vain. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}

/** What a failing database server or network does to the connections that listen. */
async function cutListeners(room: Room): Promise<void> {
  const client = new Client({ connectionString: room.world.server.database.adminUrl });
  await client.connect();
  const cut = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'liaison hints' and datname = current_database()`,
  );
  await client.end();
  expect(cut.rowCount).toBe(2);
}
