import type { Command, CommandAnswer } from '@liaison/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { Outbox, pauseBefore } from './outbox.js';
import { offline, Refusal, unavailable } from './refusal.js';
import { Topics } from './topics.js';

const answer: CommandAnswer = { seq: 7, eventId: 'e', at: '2025-09-15T08:00:00.000Z', id: 'm' };
const room = 'c-1';
const words = { thread: 't', text: 'words', language: 'en' } as const;

let timers: { at: number; work: () => void }[] = [];
let sent: Command[] = [];
let outcome: (command: Command) => Promise<CommandAnswer> = () => Promise.resolve(answer);

const newOutbox = (): Outbox =>
  new Outbox({
    topics: new Topics(),
    random: () => 1,
    send: (command) => {
      sent.push(command);
      return outcome(command);
    },
    later: (at, work) => {
      const timer = { at, work };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
  });

const runTimers = async (): Promise<void> => {
  const due = timers;
  timers = [];
  for (const { work } of due) work();
  await settled();
};
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const refusal = new Refusal({
  type: '',
  title: '',
  status: 409,
  code: 'conflict',
  reason: 'audience_changed',
  detail: 'changed',
  extra: { added: ['SE'] },
});

const tooMany = (seconds: number): Refusal =>
  new Refusal({
    type: '',
    title: '',
    status: 429,
    code: 'too_many',
    detail: 'too many',
    extra: { retryAfter: seconds },
  });

beforeEach(() => {
  timers = [];
  sent = [];
  outcome = () => Promise.resolve(answer);
});

describe('a command on its way', () => {
  it('is sent only after the answer', async () => {
    const outbox = newOutbox();
    const { id, done } = outbox.submit('message.post', room, 3, words);
    expect(outbox.get(id)?.state).toBe('sending');
    await expect(done).resolves.toEqual(answer);
    expect(outbox.get(id)?.state).toBe('sent');
  });

  it('is retried with the same id until somebody answers', async () => {
    const outbox = newOutbox();
    outcome = () => Promise.reject(sent.length < 4 ? unavailable('no answer in time') : refusal);
    const { id } = outbox.submit('message.post', room, 3, words);
    await settled();
    for (let round = 0; round < 3; round += 1) await runTimers();
    expect(new Set(sent.map((one) => one.commandId))).toEqual(new Set([id]));
    expect(sent).toHaveLength(4);
    expect(outbox.get(id)?.state).toBe('refused');
    expect(timers).toHaveLength(0);
  });

  it('waits longer each time, never more than half a minute, and not all at once', () => {
    expect([1, 2, 3].map((attempt) => pauseBefore(attempt, 1))).toEqual([500, 1_000, 2_000]);
    expect(pauseBefore(40, 1)).toBe(30_000);
    expect(pauseBefore(3, 0)).toBe(1_000);
  });

  it('waits as long as the server says when it was too much, and goes again with the same id', async () => {
    const outbox = newOutbox();
    outcome = () => Promise.reject(tooMany(7));
    const { id, done } = outbox.submit('message.post', room, 3, words);
    await settled();
    expect(outbox.get(id)?.state).toBe('waiting');
    expect(timers.map(({ at }) => at)).toEqual([7_500]);
    outcome = () => Promise.resolve(answer);
    await runTimers();
    await expect(done).resolves.toEqual(answer);
    expect(sent.map((one) => one.commandId)).toEqual([id, id]);
  });

  it('says that it waits for the connection, and goes at once when the connection is back', async () => {
    const outbox = newOutbox();
    outcome = () => Promise.reject(offline());
    const { id } = outbox.submit('message.post', room, 3, words);
    await settled();
    expect(outbox.get(id)?.state).toBe('waiting');
    outcome = () => Promise.resolve(answer);
    outbox.wake();
    await settled();
    expect(outbox.get(id)?.state).toBe('sent');
  });

  it('keeps its words and the reason when it is refused', async () => {
    const outbox = newOutbox();
    outcome = () => Promise.reject(refusal);
    const { id, done } = outbox.submit('message.post', room, 3, words);
    await expect(done).rejects.toThrow('changed');
    await settled();
    const entry = outbox.get(id);
    expect(entry?.command.input).toEqual(words);
    expect(entry?.problem?.extra).toEqual({ added: ['SE'] });
  });

  it('does not overtake another of the same compartment', async () => {
    const outbox = newOutbox();
    outcome = () => Promise.reject(unavailable('busy'));
    outbox.submit('message.post', room, 3, { ...words, text: 'first' });
    outbox.submit('message.post', room, 3, { ...words, text: 'second' });
    await settled();
    expect(sent).toHaveLength(1);
    outcome = () => Promise.resolve(answer);
    await runTimers();
    expect(sent.map((one) => (one.input as { text: string }).text)).toEqual(['first', 'first', 'second']);
  });

  it('ends when the audience ends, words kept', async () => {
    const outbox = newOutbox();
    outcome = () => new Promise(() => undefined);
    const { id } = outbox.submit('message.post', room, 3, words);
    outbox.close(room, refusal.problem);
    expect(outbox.get(id)).toMatchObject({ state: 'refused', command: { input: words } });
  });

  it('is not decided by who is asking: it goes once its author is signed in again', async () => {
    const outbox = newOutbox();
    outcome = () =>
      Promise.reject(new Refusal({ type: '', title: '', status: 401, code: 'unauthenticated', detail: '' }));
    const { id } = outbox.submit('message.post', room, 3, words);
    await settled();
    outbox.hold();
    expect(timers).toHaveLength(0);
    expect(outbox.get(id)).toMatchObject({ state: 'waiting', command: { input: words } });
    outcome = () => Promise.resolve(answer);
    outbox.submit('message.post', room, 3, words);
    await settled();
    expect(sent).toHaveLength(1);
    outbox.wake();
    await settled();
    expect(outbox.unsent()).toHaveLength(0);
    expect(sent).toHaveLength(3);
  });

  it('waits visibly behind another that waits', async () => {
    const outbox = newOutbox();
    outcome = () => Promise.reject(offline());
    outbox.submit('message.post', room, 3, words);
    const { id } = outbox.submit('message.post', room, 3, words);
    await settled();
    expect(outbox.get(id)?.state).toBe('waiting');
  });

  it('is forgotten once the stream has shown it, and not while another of its compartment is open', async () => {
    const outbox = newOutbox();
    const first = outbox.submit('message.post', room, 3, words);
    await settled();
    outcome = () => new Promise(() => undefined);
    outbox.submit('message.post', room, 3, words, answer.seq - 1);
    expect(outbox.get(first.id)?.state).toBe('sent');
    outbox.submit('message.post', room, 3, words, answer.seq);
    expect(outbox.get(first.id)?.state).toBe('sent');
    outbox.close(room, refusal.problem);
    outbox.submit('message.post', room, 3, words, answer.seq);
    expect(outbox.get(first.id)).toBeUndefined();
  });
});
