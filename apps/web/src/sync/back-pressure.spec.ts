import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedServer, stream } from './spec/scripted-server.js';
import { connected, settle, wordsOn, type Side } from './spec/side.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const room = async (): Promise<{ server: ScriptedServer; thread: string; side: Side }> => {
  const server = new ScriptedServer();
  const thread = server.startThread('a');
  const side = await connected(server);
  return { server, thread, side };
};

function post(server: ScriptedServer, thread: string, count: number): void {
  for (let n = 0; n < count; n += 1) server.post(thread, `words ${server.head}`);
}

describe('a client acknowledges what it has applied', () => {
  it('a second after the first of a few events, once for all of them', async () => {
    const { server, thread, side } = await room();
    for (let n = 0; n < 3; n += 1) {
      post(server, thread, 1);
      side.link.deliver(server.frame(1 + n));
    }
    await vi.advanceTimersByTimeAsync(999);
    expect(side.link.acknowledged).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(side.link.acknowledged).toEqual([4]);
    await settle();
    expect(side.link.acknowledged).toEqual([4]);
  });

  it('at once after 250 events', async () => {
    const { server, thread, side } = await room();
    post(server, thread, 249);
    side.link.deliver(server.frame(1));
    expect(side.link.acknowledged).toEqual([]);
    post(server, thread, 1);
    side.link.deliver(server.frame(250));
    expect(side.link.acknowledged).toEqual([251]);
  });

  it('also when it had it already, and of streams that it follows no longer', async () => {
    const { server, thread, side } = await room();
    post(server, thread, 2);
    const old = server.frame(1, 2);
    side.link.deliver(server.frame(1));
    await settle();
    side.link.deliver(old);
    await settle();
    expect(side.link.acknowledged).toEqual([3, 3]);
    side.streams.follow([]);
    post(server, thread, 1);
    side.link.deliver(server.frame(3));
    expect(side.link.acknowledged).toEqual([3, 3, 4]);
  });

  it('not before a frame that waits for its turn has had it', async () => {
    const { server, thread, side } = await room();
    const answered = side.link.hold();
    post(server, thread, 1);
    side.link.deliver({ ...server.frame(1), prev: 2, through: 3, events: [] });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(side.link.acknowledged).toEqual([1]);
    post(server, thread, 1);
    answered();
    await settle();
    expect(side.link.acknowledged.at(-1)).toBe(3);
  });
});

describe('a client that lags', () => {
  it('pulls up to where the server is, and has every word of an open thread, however many there were', async () => {
    const { server, thread, side } = await room();
    post(server, thread, 1);
    side.link.deliver(server.frame(1));
    await side.threads.open(thread);
    post(server, thread, 420);
    side.link.emit('lag', { stream, head: server.head });
    await settle();
    expect(side.streams.position(stream)).toBe(server.head);
    expect(wordsOn(side, thread)).toEqual([...server.words.values()].map(({ text }) => text));
    expect(side.link.asked.filter((event) => event === 'fill')).toHaveLength(1);
  });

  it('pulls once more when it is told while it pulls', async () => {
    const { server, thread, side } = await room();
    post(server, thread, 1);
    const answered = side.link.hold();
    side.link.emit('lag', { stream, head: 2 });
    await vi.advanceTimersByTimeAsync(0);
    post(server, thread, 1);
    side.link.emit('lag', { stream, head: 3 });
    answered();
    await settle();
    expect(side.streams.position(stream)).toBe(3);
    expect(side.link.asked.filter((event) => event === 'fill')).toHaveLength(2);
  });

  it('asks for nothing when it is there already', async () => {
    const { side } = await room();
    side.link.emit('lag', { stream, head: 1 });
    await settle();
    expect(side.link.asked).toEqual(['hello']);
  });

  it('takes a frame that was pushed again after the pull, and words with it', async () => {
    const { server, thread, side } = await room();
    await side.threads.open(thread);
    post(server, thread, 5);
    side.link.emit('lag', { stream, head: server.head });
    await settle();
    post(server, thread, 1);
    side.link.deliver(server.frame(6));
    expect(wordsOn(side, thread)).toHaveLength(6);
    expect(wordsOn(side, thread).at(-1)).toBe('words 6');
  });
});
