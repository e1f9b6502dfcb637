import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compartment, ScriptedServer } from './spec/scripted-server.js';
import { connected, settle, wordsOn } from './spec/side.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a retraction', () => {
  it('takes the words from memory at once, and a late page does not bring them back', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const message = server.post(thread, 'a name that must go');
    const side = await connected(server);
    await side.threads.open(thread);
    const late = server.page(thread, { limit: 50 });
    server.retract(message);
    side.link.deliver(server.frame(2));
    side.store.apply(compartment, late.position, { messages: late.messages });
    side.store.putTexts(late.texts);
    const header = side.store.messages.get(message);
    expect(header).toMatchObject({ retracted: { reason: expect.any(String) as string } });
    expect(header && side.store.lastTextOf(header)).toBeUndefined();
  });
});

describe('a raised marking', () => {
  it('takes words from the screen that are from now on opened one by one', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const message = server.post(thread, 'words');
    const side = await connected(server);
    await side.threads.open(thread);
    server.tighten(message, 'alone');
    side.link.deliver(server.frame(2));
    const header = side.store.messages.get(message);
    expect(header?.alone).toBe(true);
    expect(header && side.store.lastTextOf(header)?.text).toBeNull();
  });
});

describe('an open thread', () => {
  it('shows what was posted while the connection was away, words and all', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    server.post(thread, 'one');
    const side = await connected(server);
    await side.threads.open(thread);
    side.link.close();
    server.post(thread, 'two');
    side.link.open();
    await settle();
    expect(wordsOn(side, thread)).toEqual(['one', 'two']);
  });

  it('shows the new words of an edit made while it was away', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const message = server.post(thread, 'one');
    const side = await connected(server);
    await side.threads.open(thread);
    side.link.close();
    server.edit(message, 'one, mended');
    side.link.open();
    await settle();
    expect(wordsOn(side, thread)).toEqual(['one, mended']);
  });

  it('pages back to the first message without a hole, and jumps', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    const ids = Array.from({ length: 230 }, (_, n) => server.post(thread, `${n}`));
    const side = await connected(server);
    await side.threads.open(thread);
    while (side.threads.get(thread).window?.hasBefore) await side.threads.older(thread);
    expect(wordsOn(side, thread)).toEqual(ids.map((_, n) => `${n}`));
    await side.threads.jumpTo(thread, ids[3] ?? '');
    expect(wordsOn(side, thread)).toHaveLength(230);
  });

  it('shows what was decided when somebody resolves it meanwhile', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    server.post(thread, 'one');
    const side = await connected(server);
    await side.threads.open(thread);
    server.resolve(thread, 'no further inquiry');
    side.link.deliver(server.frame(2));
    await settle();
    expect(side.threads.get(thread).decision?.text).toBe('no further inquiry');
    expect(wordsOn(side, thread)).toEqual(['one']);
  });

  it('has a hole after a snapshot, and closes it by pages', async () => {
    const server = new ScriptedServer();
    const thread = server.startThread('a');
    server.post(thread, 'one');
    const side = await connected(server);
    await side.threads.open(thread);
    side.link.close();
    server.epoch = 'e2';
    server.post(thread, 'two');
    server.post(thread, 'three');
    side.link.open();
    await settle();
    expect(wordsOn(side, thread)).toEqual(['one', 'two', 'three']);
  });
});
