import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { me, ScriptedServer, stream } from './spec/scripted-server.js';
import { connected, settle, textOn, type Side } from './spec/side.js';
import { unreadOf } from './unread.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Step =
  | { readonly do: 'start' | 'reconnect' | 'drop' | 'double' | 'deliver' | 'lag' | 'flush' }
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
    { do: 'lag' },
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
    case 'lag':
      side.link.told = server.head;
      return side.link.emit('lag', { stream, head: server.head });
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
