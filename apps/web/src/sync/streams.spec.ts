import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newSide } from './spec/scripted-link.js';
import { compartment, me, ScriptedServer, stream } from './spec/scripted-server.js';
import { unreadOf } from './unread.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(10_000);
type Side = ReturnType<typeof newSide>;

async function connected(server: ScriptedServer): Promise<Side> {
  const side = newSide(server);
  side.streams.follow([stream]);
  side.link.open();
  await settle();
  return side;
}

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
    expect(header?.retracted).not.toBeNull();
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

type Step =
  | { readonly do: 'start' | 'reconnect' | 'drop' | 'double' | 'deliver' | 'flush' }
  | {
      readonly do: 'post' | 'edit' | 'retract' | 'tighten' | 'rename' | 'read' | 'readHere' | 'older' | 'jump';
      readonly pick: number;
    };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>(
    { do: 'start' },
    { do: 'reconnect' },
    { do: 'drop' },
    { do: 'double' },
    { do: 'deliver' },
    { do: 'flush' },
  ),
  fc.record({
    do: fc.constantFrom(
      'post' as const,
      'post' as const,
      'edit' as const,
      'retract' as const,
      'tighten' as const,
      'rename' as const,
      'read' as const,
      'readHere' as const,
      'older' as const,
      'jump' as const,
    ),
    pick: fc.nat(1_000),
  }),
);

describe('state fetched and events on top, whatever is lost, doubled or late', () => {
  it('is the state fetched later, unread counts included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 60 }), async (steps) => {
        const server = new ScriptedServer();
        const first = server.startThread('the first');
        server.post(first, 'hello');
        const side = await connected(server);
        await side.threads.open(first);
        for (const step of steps) await take(step, server, side);
        side.link.close();
        side.link.open();
        await settle();
        const fresh = await connected(server);
        expect(threadsOn(side)).toEqual(threadsOn(fresh));
        for (const message of side.store.messages.values()) expect(message).toEqual(server.messages.get(message.id));
        for (const thread of side.store.threads.values()) {
          const { unread, mentions } = server.mineOf(thread.id);
          expect(unreadOf(side.store, thread, side.reader)).toEqual({ unread, mentions });
        }
        const onHand = side.threads.get(first).window?.ids(side.store.logOf(first)) ?? [];
        const all = [...server.messages.values()].filter((one) => one.thread === first).map((one) => one.id);
        expect(all.join()).toContain(onHand.join());
        for (const id of onHand)
          expect(side.store.messages.get(id)?.retracted ? undefined : textOn(side, id)).toBe(
            server.words.get(id)?.text,
          );
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

async function take(step: Step, server: ScriptedServer, side: Side): Promise<void> {
  const messages = [...server.messages.keys()];
  const threads = [...server.threads.keys()];
  const pick = <T>(list: readonly T[]): T => list[('pick' in step ? step.pick : 0) % list.length] as T;
  const next = () => server.frame(side.link.told);
  switch (step.do) {
    case 'start':
      return void server.startThread('another');
    case 'post':
      return void server.post(
        pick(threads),
        `words ${server.head}`,
        'pick' in step && step.pick % 5 === 0 ? me : undefined,
        'pick' in step && step.pick % 3 === 0 ? [me] : [],
      );
    case 'edit':
      return server.edit(pick(messages), `mended ${server.head}`);
    case 'retract':
      return server.retract(pick(messages));
    case 'tighten':
      return server.tighten(pick(messages));
    case 'rename':
      return server.rename(pick(threads), `name ${server.head}`);
    case 'read':
      return side.store.putMine(server.read(pick(threads), server.threads.get(pick(threads))?.lastSeq ?? 0));
    case 'readHere':
      return side.reading.readTo(pick(threads), side.store.threads.get(pick(threads))?.lastSeq ?? 0);
    case 'older':
      return side.threads.older('t-1');
    case 'jump':
      return server.messages.get(pick(messages))?.thread === 't-1'
        ? side.threads.jumpTo('t-1', pick(messages))
        : undefined;
    case 'drop':
      side.link.told = server.head;
      return;
    case 'double': {
      const frame = next();
      side.link.told = server.head;
      side.link.deliver(frame);
      return side.link.deliver(frame);
    }
    case 'deliver': {
      const frame = next();
      side.link.told = server.head;
      return frame.events.length > 0 ? side.link.deliver(frame) : undefined;
    }
    case 'flush':
      await settle();
      return;
    case 'reconnect':
      side.link.close();
      return side.link.open();
  }
}

const threadsOn = (side: Side) => Object.fromEntries([...side.store.threads.values()].map((one) => [one.id, one]));
const textOn = (side: Side, id: string): string | undefined => {
  const header = side.store.messages.get(id);
  return header && (side.store.textOf(header)?.text ?? undefined);
};
const wordsOn = (side: Side, thread: string): (string | undefined)[] =>
  (side.threads.get(thread).window?.ids(side.store.logOf(thread)) ?? []).map((id) => textOn(side, id));
