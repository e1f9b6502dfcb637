import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newSide } from './spec/scripted-link.js';
import { ScriptedServer, stream } from './spec/scripted-server.js';
import { connected, settle, wordsOn } from './spec/side.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a stream', () => {
  it('starts with the same hello as a reconnect, and applies a frame at its turn', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('first');
    const side = await connected(server);
    expect(side.store.threads.get(thread)?.title).toBe('first');
    server.rename(thread, 'second');
    side.link.deliver(server.frame(1));
    expect(side.store.threads.get(thread)?.title).toBe('second');
    expect(side.streams.position(stream)).toBe(2);
    expect(side.link.asked).toEqual(['hello']);
  });

  it('fills a gap and then takes the frame that waited', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const side = await connected(server);
    server.rename(thread, 'b');
    server.rename(thread, 'c');
    side.link.deliver(server.frame(2));
    await settle();
    expect(side.link.asked).toContain('fill');
    expect(side.store.threads.get(thread)?.title).toBe('c');
    expect(side.streams.position(stream)).toBe(3);
  });

  it('drops a frame it has had, even when it says something older', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const side = await connected(server);
    server.rename(thread, 'b');
    const old = server.frame(1);
    side.link.deliver(old);
    server.rename(thread, 'c');
    side.link.deliver(server.frame(2));
    side.link.deliver(old);
    expect(side.store.threads.get(thread)?.title).toBe('c');
    expect(side.streams.position(stream)).toBe(3);
  });

  it('takes what is new of a frame that begins before its place: hello knew more than was pushed', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    server.rename(thread, 'b');
    const side = await connected(server);
    server.rename(thread, 'c');
    side.link.deliver(server.frame(1));
    expect(side.store.threads.get(thread)?.title).toBe('c');
    expect(side.streams.position(stream)).toBe(3);
    expect(side.link.asked).toEqual(['hello']);
  });

  it('brings words with their header: no screen sees the one without the other', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const side = await connected(server);
    await side.threads.open(thread);
    const seen: (string | undefined)[][] = [];
    side.topics.subscribe(`thread:${thread}`, () => seen.push(wordsOn(side, thread)));
    server.post(thread, 'one');
    side.link.deliver(server.frame(1));
    server.post(thread, 'two');
    side.link.deliver(server.frame(2));
    expect(seen).toEqual([['one'], ['one', 'two']]);
  });

  it('keeps the words of a frame that waits for its turn', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const side = await connected(server);
    await side.threads.open(thread);
    side.streams.clear();
    const answered = side.link.hold();
    side.streams.follow([stream]);
    await vi.advanceTimersByTimeAsync(0);
    const message = server.post(thread, 'words');
    side.link.deliver(server.frame(1));
    expect(side.store.messages.get(message)).toBeUndefined();
    answered();
    await vi.advanceTimersByTimeAsync(0);
    expect(wordsOn(side, thread)).toEqual(['words']);
  });

  it('starts over on another epoch', async () => {
    const server = new ScriptedServer();
    server.startThread('a');
    const side = await connected(server);
    server.epoch = 'e2';
    const thread = server.startThread('after the restore');
    side.link.deliver(server.frame(1));
    await settle();
    expect(side.link.asked).toEqual(['hello', 'hello']);
    expect(side.store.threads.get(thread)?.title).toBe('after the restore');
  });

  it('keeps frames that come while hello is on its way', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const side = newSide(server);
    side.streams.follow([stream]);
    side.link.open();
    server.rename(thread, 'b');
    side.link.deliver(server.frame(1));
    await settle();
    expect(side.store.threads.get(thread)?.title).toBe('b');
  });

  it('forgets everything of a stream that was denied, open threads and words too', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const message = server.post(thread, 'words');
    const side = await connected(server);
    await side.threads.open(thread);
    const header = side.store.messages.get(message);
    expect(header && side.store.textOf(header)?.text).toBe('words');
    server.denied = true;
    side.link.emit('denied', { stream });
    expect(side.denied).toEqual([stream]);
    expect(side.store.threads.get(thread)).toBeUndefined();
    expect(side.store.messages.get(message)).toBeUndefined();
    expect(header && side.store.lastTextOf(header)).toBeUndefined();
    expect(side.threads.get(thread).opening).toBe('gone');
  });

  it('is denied at the next hello when the removal came while it was offline', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const side = await connected(server);
    side.link.close();
    server.denied = true;
    side.link.open();
    await settle();
    expect(side.store.threads.get(thread)).toBeUndefined();
  });
});
