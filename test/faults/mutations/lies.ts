import type { Id } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { mutated, strange } from '../../kit/mutate.js';

export type Asked = readonly [event: string, ...input: readonly unknown[]];
type Random = () => number;

/** Where the attacker is a member, and what is there. */
export interface Ground {
  readonly compartment: Id;
  /** Of others: the attacker is not in it. */
  readonly elsewhere: Id;
  readonly somebodyElse: Id;
  readonly thread: Id;
  readonly message: Id;
}

export const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

/** One valid input of each event and of several kinds of command. */
export function validInputs({ compartment, thread, message }: Ground): readonly Asked[] {
  const marking = { classification: 'UNCLASSIFIED-BPL', tlp: 'AMBER', pap: 'CLEAR', handling: ['H0'], h3Text: null };
  const stream = `compartment:${compartment}`;
  const command = (kind: string, input: object): Asked => [
    'command',
    { commandId: newId(), compartment, memberVer: 1, kind, input },
  ];
  const words = { text: 'words', language: 'en' };
  return [
    command('thread.start', { title: 'a title', message: { ...words, marking } }),
    command('thread.rename', { thread, version: 1, title: 'another title' }),
    command('thread.resolve', { thread, version: 1, decision: 'done' }),
    command('message.post', { thread, ...words, quotes: message, contentNote: 'a note', plain: [] }),
    command('message.edit', { message, version: 1, text: 'other words' }),
    command('message.tighten', { message, version: 1, marking }),
    command('message.retract', { message, version: 1, reason: 'other' }),
    command('message.acknowledge', { message }),
    ['hello', { streams: [{ stream, epoch: null, position: 0 }] }],
    ['fill', { stream, from: 0 }],
    ['ack', { stream, through: 1 }],
    ['thread:open', { thread, ground: 'Victim identification' }],
    ['thread:close', { thread }],
  ];
}

const numbers = [0, 1, -1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 0.5, 1e308, '1', null, [1], true];
const names = [
  'error',
  'connect',
  'disconnect',
  'message',
  '__proto__',
  'constructor',
  'frame',
  'ended',
  '',
  'x'.repeat(9_000),
];

/** Well formed and untrue: positions and versions that never were, streams of others, acknowledgements of what was never sent. */
export function lie(ground: Ground, random: Random): Asked {
  const { compartment, elsewhere, somebodyElse, thread } = ground;
  const number = pick(numbers, random);
  const stream = pick(
    [`compartment:${compartment}`, `compartment:${elsewhere}`, `person:${somebodyElse}`, 'person:x'],
    random,
  );
  const place = { stream, epoch: pick(['', 'new', newId(), null], random), position: number };
  return pick<() => Asked>(
    [
      () => ['hello', { streams: [place] }],
      () => ['hello', { streams: Array.from({ length: 256 }, () => place) }],
      () => ['hello', { streams: Array.from({ length: 400 }, () => place) }],
      () => ['hello', { streams: Array.from({ length: 10_000 }, () => 0) }],
      () => ['fill', { stream, from: number }],
      () => ['ack', { stream, through: number }],
      () => ['ack', [{ stream, through: number }]],
      () => ['thread:open', { thread: pick([thread, compartment, newId()], random), ground: pick(strange, random) }],
      () => ['thread:close', { thread: pick([thread, newId()], random) }],
      () => [
        'command',
        { commandId: newId(), compartment: elsewhere, memberVer: 1, kind: 'thread.start', input: { title: 't' } },
      ],
      () => [
        'command',
        { commandId: newId(), compartment, memberVer: number, kind: 'thread.start', input: { title: 't' } },
      ],
      () => ['command', { commandId: newId(), compartment, memberVer: 1, kind: pick(names, random), input: {} }],
    ],
    random,
  )();
}

/** Not an event of ours, or one with too many, too few or other than JSON arguments. */
export function stranger(valid: readonly Asked[], random: Random): Asked {
  const [event, input] = pick(valid, random);
  return pick<() => Asked>(
    [
      () => [pick(['no:such', 'error', 'thread', 'frame', '__proto__', 'toString', 'x'.repeat(9_000)], random), input],
      () => [event],
      () => [event, input, input, input],
      () => [event, Buffer.from(JSON.stringify(input ?? null))],
      () => [event, { ...(input as object), input: Buffer.alloc(1_000) }],
      () => [event, ...strange.filter((value) => value !== undefined && random() < 0.2)],
    ],
    random,
  )();
}

/** The next thing to ask: mostly something valid with one thing wrong; what was asked before comes again, out of its order. */
export function nextAsked(ground: Ground, valid: readonly Asked[], earlier: readonly Asked[], random: Random): Asked {
  const way = random();
  if (way < 0.1 && earlier.length > 0) return pick(earlier, random);
  if (way < 0.25) return lie(ground, random);
  if (way < 0.32) return stranger(valid, random);
  const [event, input] = pick(valid, random);
  return [event, mutated(input, random)];
}
