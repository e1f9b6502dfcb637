import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Id, StreamName } from '@liaison/contracts';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';

const ground = 'Victim identification';
const window = 500;
const mostMemory = 16 * 1024 * 1024;
let room: Room;
let ana: Desk;
let mia: Desk;
let stream: StreamName;
let lucs: Desk[] = [];

beforeAll(async () => {
  room = await openRoom();
  stream = `compartment:${room.all}`;
  ana = await room.desk(room.ana, room.all);
  mia = await room.desk(room.mia, room.all);
});
afterEach(() => {
  for (const desk of lucs) desk.leave();
  lucs = [];
});
afterAll(() => room.close());

async function luc(): Promise<Desk> {
  const desk = await room.desk(room.luc, room.all);
  lucs.push(desk);
  return desk;
}

/** So many messages, some at a time; answers the number of the last. */
async function talk(thread: Id, count: number, text = 'words'): Promise<number> {
  let last = 0;
  for (let left = count; left > 0; left -= 50) {
    const some = Array.from({ length: Math.min(50, left) }, () => said(ana, room.all, thread, text));
    for (const answer of await Promise.all(some)) last = Math.max(last, answer.ok ? answer.result.seq : 0);
  }
  return last;
}

const pushed = (desk: Desk): number => desk.frames.reduce((sum, { events }) => sum + events.length, 0);
const closedWith = (desk: Desk): string[] => desk.heard.filter((heard) => heard.startsWith('["closed"'));

/** A socket's frames come in order: what was pushed before this answer is here. */
const isAlive = async (desk: Desk): Promise<boolean> => (await desk.ask('hello', { streams: [] })).ok;

/** Tries until it works; jest's own limit ends a wait in vain. */
const until = async (work: () => Promise<unknown>): Promise<unknown> => work().catch(() => until(work));

/** What this process holds on to, server and desks together. */
function memory(): number {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('an acknowledgement', () => {
  it('that makes no sense is refused; of what was never sent, or where one is not, it changes nothing', async () => {
    const desk = await luc();
    for (const [named, through] of [
      ['compartment:*', 1],
      [stream, -1],
      [stream, 'all'],
      [null, 1],
    ])
      expect(await desk.ask('ack', { stream: named, through })).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      });
    desk.acknowledge(`compartment:${room.nlOnly}`, 1);
    desk.acknowledge(stream, Number.MAX_SAFE_INTEGER);
    const thread = await startThread(ana, room.all, 'Lies');
    await desk.until(() => desk.state(stream).threads.has(thread));
  });
});

describe('a socket that acknowledges nothing', () => {
  it('is told once that it lags, gets no more frames, and is closed after thirty seconds, with the reason', async () => {
    const thread = await startThread(ana, room.all, 'Too much');
    const desk = await luc();
    desk.keepsUp = false;
    // Of what is still to be sent nothing can be acknowledged.
    desk.acknowledge(stream, Number.MAX_SAFE_INTEGER);
    const { position } = mia.state(stream);
    // One of before is the word that it missed something while it came.
    const lags = () => desk.lags.filter((lag) => lag.head > position);
    await mia.reached(room.all, await talk(thread, window + 100));
    await desk.until(() => lags().length > 0);
    const got = pushed(desk);
    expect(got).toBeGreaterThanOrEqual(window);
    await mia.reached(room.all, await talk(thread, 50));
    expect(await isAlive(desk)).toBe(true);
    expect(pushed(desk)).toBe(got);
    expect(lags().map((lag) => lag.stream)).toEqual([stream]);
    room.world.clock.stepSeconds(29);
    expect(await isAlive(desk)).toBe(true);
    room.world.clock.stepSeconds(1);
    await desk.until(() => !desk.connected);
    expect(closedWith(desk)).toEqual(['["closed",{"reason":"slow"}]']);
    expect(mia.connected && ana.connected).toBe(true);
    expect(mia.lags).toEqual([]);
  });
});

describe('a socket that lags', () => {
  it('comes up to date by pulling while others talk on: nothing lost, doubled or out of order, then it is pushed to again', async () => {
    const thread = await startThread(ana, room.all, 'Catching up');
    const desk = await luc();
    await desk.open(thread, ground);
    desk.keepsUp = false;
    await talk(thread, window + 150);
    await desk.until(() => desk.lags.length > 0);
    desk.keepsUp = true;
    const [last] = await Promise.all([talk(thread, 200), desk.pull(stream)]);
    await Promise.all([desk.reached(room.all, last), mia.reached(room.all, last)]);
    const { applied, messages } = desk.state(stream);
    const [first = 0] = applied;
    expect(applied).toEqual(Array.from({ length: last - first + 1 }, (_, n) => first + n));
    for (const message of messages.keys())
      expect(messages.get(message)).toEqual(mia.state(stream).messages.get(message));
    const message = made(await said(ana, room.all, thread, 'pushed again'));
    await desk.until(() => desk.wordsOf(message) !== undefined);
  });

  it('lags by bytes as well as by events', async () => {
    const thread = await startThread(ana, room.all, 'Long texts');
    const desk = await luc();
    await desk.open(thread, ground);
    desk.keepsUp = false;
    await mia.reached(room.all, await talk(thread, 200, 'x'.repeat(10_000)));
    await desk.until(() => desk.lags.length > 0);
    expect(pushed(desk)).toBeLessThan(200);
    expect(mia.lags).toEqual([]);
  });
});

describe('a socket that reads nothing', () => {
  it('takes no more memory than its window, while the others’ frames go on', async () => {
    const thread = await startThread(ana, room.all, 'Frozen');
    const desk = await luc();
    await desk.open(thread, ground);
    desk.stall();
    const before = memory();
    await mia.reached(room.all, await talk(thread, 700, '\u4e2d'.repeat(10_000)));

    expect(memory() - before).toBeLessThan(mostMemory);
  }, 60_000);

  it('is cut off where it asks for more than it reads, and leaves its place to another', async () => {
    const [frozen] = await Promise.all(Array.from({ length: 8 }, luc));
    await mia.reached(room.all, await talk(await startThread(ana, room.all, 'Pages'), 200));
    frozen?.stall();
    const before = memory();
    const from = Math.max(0, mia.state(stream).position - 200);
    for (let n = 0; n < 300; n += 1) frozen?.ask('fill', { stream, from }).catch(() => undefined);
    await until(luc);

    expect(memory() - before).toBeLessThan(mostMemory);
    expect(lucs.filter((desk) => desk !== frozen).every(({ connected }) => connected)).toBe(true);
  }, 30_000);
});
