import type { Id, StreamEvent } from '@liaison/contracts';
import { check } from './check/check.js';
import type { Wrong } from './check/findings.js';
import type { Entry, Happening } from './history.js';
import { wordsKey, type StoredEvent, type Table } from './table.js';

const stream = 'compartment:c' as const;
const wallAhead = 1_000_000;

const stored = (seq: number, kind: StoredEvent['kind'], message: Id, version: number): StoredEvent => ({
  seq,
  id: `event-${seq}`,
  kind,
  author: 'ana',
  at: '2025-09-15T08:00:00.000Z',
  refs: { thread: 'thread', message, version },
  command: `command-${seq}`,
  committed: wallAhead + seq * 10,
});
const events = [
  stored(1, 'message.posted', 'one', 1),
  stored(2, 'message.posted', 'two', 1),
  stored(3, 'message.edited', 'one', 2),
  stored(4, 'message.retracted', 'two', 1),
];
const words = new Map([
  [wordsKey('one', 1), 'first'],
  [wordsKey('one', 2), 'first, edited'],
  [wordsKey('two', 1), 'second'],
]);
const table: Table = { streams: new Map([[stream, events]]), words };

/** Somebody asks to acknowledge a message after all that the table holds of it. */
const acknowledging = (t: number, about: Id, command = 'late'): Entry =>
  at(t, { kind: 'sent', client: 1, command, stream, what: 'message.acknowledge', door: 'socket', about });
const refused = (t: number, command: Id, code: string): Entry =>
  at(t, { kind: 'refused', client: 1, command, stream, code });
const retractedBefore = 'forbidden message.acknowledge#retracted';

const sentAs = { 1: 'message.post', 2: 'message.post', 3: 'message.edit', 4: 'message.retract' } as const;
const bareOf = ({ seq, id, kind, author, at, refs }: StoredEvent): StreamEvent => ({ seq, id, kind, author, at, refs });
const bare = (number: number): StreamEvent => bareOf(events[number - 1] ?? stored(number, 'message.posted', 'more', 1));
const at = (t: number, happening: Happening): Entry => ({ t, ...happening });
const sent = (t: number, seq: 1 | 2 | 3 | 4): Entry =>
  at(t, { kind: 'sent', client: 0, command: `command-${seq}`, stream, what: sentAs[seq], door: 'socket' });
const acknowledged = (t: number, seq: number, more: { event?: Id; number?: number } = {}): Entry =>
  at(t, {
    kind: 'acknowledged',
    client: 0,
    command: `command-${seq}`,
    stream,
    seq: more.number ?? seq,
    event: more.event ?? `event-${more.number ?? seq}`,
  });
const applied = (t: number, through: number, ...given: readonly StreamEvent[]): Entry =>
  at(t, { kind: 'applied', client: 1, stream, through, by: 'frame', events: given });
const read = (asked: number, position: number, more: Partial<Extract<Happening, { kind: 'read' }>> = {}): Entry =>
  at(asked + 1, { kind: 'read', client: 1, stream, asked, position, messages: [], texts: [], ...more });

/** A day on which all went well: the denials below change one line of it. */
const good: readonly Entry[] = [
  at(0, { kind: 'clock', wall: wallAhead }),
  at(0, { kind: 'began', client: 1, stream, position: 0, asked: 0 }),
  sent(1, 1),
  acknowledged(12, 1),
  sent(13, 2),
  applied(15, 1, bare(1)),
  acknowledged(22, 2),
  applied(25, 2, bare(2)),
  at(25, {
    kind: 'words',
    client: 1,
    stream,
    through: 2,
    texts: [{ message: 'two', version: 1, text: 'second' }],
  }),
  sent(26, 3),
  acknowledged(32, 3),
  sent(33, 4),
  acknowledged(44, 4),
  applied(45, 4, bare(3), bare(4)),
  read(46, 4, {
    messages: [{ id: 'one', seq: 1, version: 2 }],
    texts: [
      { message: 'one', version: 2, text: 'first, edited' },
      { message: 'two', version: 1, text: null },
    ],
  }),
  at(60, { kind: 'rested', client: 1, stream, position: 4 }),
];

const inPlaceOf = (index: number, ...others: readonly Entry[]): Entry[] => [
  ...good.slice(0, index),
  ...others,
  ...good.slice(index + 1),
];
const without = (...indexes: readonly number[]): Entry[] => good.filter((_, index) => !indexes.includes(index));
const upTo = (index: number, ...others: readonly Entry[]): Entry[] => [...good.slice(0, index), ...others];
const doubledTable: Table = {
  ...table,
  streams: new Map([[stream, [...events, { ...stored(5, 'message.posted', 'three', 1), command: 'command-1' }]]]),
};
const restedAt5 = [
  ...good.slice(0, -1),
  applied(59, 5, bare(5)),
  at(60, { kind: 'rested', client: 1, stream, position: 5 }),
];
const acknowledgement = stored(5, 'message.acknowledged', 'one', 1);
const acknowledgedTable: Table = { ...table, streams: new Map([[stream, [...events, acknowledgement]]]) };
const unlike = { ...bare(2), author: 'luc' };

const began = (t: number, position: number): Entry =>
  at(t, { kind: 'began', client: 1, stream, position, asked: t - 1 });
const nowhere = { id: 'nowhere', seq: 2, version: 1 } as const;
const wordsOfNothing = { message: 'nowhere', version: 1, text: 'invented' } as const;
const takenBack = { message: 'two', version: 1, text: 'second' } as const;
const editedWords = (text: string) => ({ message: 'one', version: 2, text });

describe('the checker', () => {
  it('finds nothing in a history in which nothing is wrong', async () => {
    const { findings, commands, delivered } = await check(good, table);
    expect(findings.kinds()).toEqual([]);
    expect({ commands, delivered }).toEqual({ commands: 4, delivered: 4 });
  });

  it.each<[string, readonly Entry[], Table?]>([
    [
      'that it was taken back before',
      [acknowledging(44, 'two'), refused(46, 'late', retractedBefore), ...good.slice(-1)],
    ],
    [
      'that the same person had acknowledged before',
      [
        acknowledging(45, 'one', 'command-5'),
        acknowledged(55, 5),
        applied(56, 5, bareOf(acknowledgement)),
        acknowledging(56, 'one'),
        refused(57, 'late', 'conflict acknowledged'),
        at(60, { kind: 'rested', client: 1, stream, position: 5 }),
      ],
      acknowledgedTable,
    ],
  ])('takes for an answer %s', async (_what, more, other = table) => {
    const { findings } = await check([...good.slice(0, -1), ...more], other);
    expect(findings.kinds()).toEqual([]);
  });

  it.each<[string, Wrong, readonly Entry[], Table?]>([
    [
      'a refusal for a retraction that never was',
      'refused-wrongly',
      [...good, acknowledging(61, 'one'), refused(70, 'late', retractedBefore)],
    ],
    [
      'a refusal for a retraction before it was committed',
      'early',
      [...good.slice(0, 1), acknowledging(1, 'two'), refused(20, 'late', retractedBefore), ...good.slice(1)],
    ],
    [
      'a refusal for an acknowledgement that never was',
      'refused-wrongly',
      [...good, acknowledging(61, 'two'), refused(70, 'late', 'conflict acknowledged')],
    ],
    ['a client of whose end nothing is known', 'stranded', good.slice(0, -1)],
    ['a snapshot beyond the end', 'phantom', [...good, began(61, 5)]],
    ['an acknowledgement of what is not there', 'lost', inPlaceOf(12, acknowledged(44, 4, { number: 9 }))],
    ['an acknowledgement that names another event', 'lost', inPlaceOf(12, acknowledged(44, 4, { event: 'event-2' }))],
    ['an acknowledgement of somebody else’s event', 'lost', inPlaceOf(12, acknowledged(44, 4, { number: 2 }))],
    ['a command with two effects', 'doubled', restedAt5, doubledTable],
    ['a command with two answers', 'doubled', [...good, acknowledged(61, 4, { number: 3 })]],
    ['a command without an answer', 'unanswered', without(12)],
    [
      'a refusal of what is stored',
      'refused-but-stored',
      inPlaceOf(12, at(44, { kind: 'refused', client: 0, command: 'command-4', stream, code: 'conflict' })),
    ],
    [
      'a refusal of what a member may do',
      'refused-wrongly',
      inPlaceOf(12, at(44, { kind: 'refused', client: 0, command: 'command-4', stream, code: 'not_found' })),
    ],
    ['a stream denied to a member', 'refused-wrongly', [...good, at(62, { kind: 'denied', client: 1, stream })]],
    ['an answer to what was never sent', 'phantom', without(11)],
    ['two events in the wrong order', 'reordered', inPlaceOf(13, applied(45, 4, bare(4), bare(3)))],
    ['an event given twice', 'reordered', inPlaceOf(13, applied(45, 4, bare(3), bare(3), bare(4)))],
    ['an old frame applied again', 'reordered', [...good.slice(0, -1), applied(50, 4, bare(4)), ...good.slice(-1)]],
    ['an event left out', 'hole', inPlaceOf(13, applied(45, 4, bare(4)))],
    ['the last event left out', 'hole', inPlaceOf(13, applied(45, 4, bare(3)))],
    ['an event with another author', 'unlike', inPlaceOf(7, applied(25, 2, unlike))],
    ['an event that is not there', 'phantom', inPlaceOf(7, applied(25, 2, { ...bare(2), id: 'event-x' }))],
    ['a position beyond the end', 'phantom', inPlaceOf(13, applied(45, 6, bare(3), bare(4)))],
    ['an event before its commit', 'early', inPlaceOf(5, applied(5, 1, bare(1)))],
    ['an acknowledgement before the commit', 'early', inPlaceOf(3, acknowledged(4, 1))],
    [
      'words before their commit',
      'early',
      inPlaceOf(8, at(25, { kind: 'words', client: 1, stream, through: 3, texts: [editedWords('first, edited')] })),
    ],
    [
      'an order that contradicts the clock',
      'real-time',
      [sent(1, 2), acknowledged(22, 2), sent(23, 1), acknowledged(24, 1), ...without(2, 3, 4, 6)],
    ],
    ['a page without what was acknowledged', 'stale-read', inPlaceOf(14, read(46, 3))],
    ['a snapshot without what was acknowledged', 'stale-read', upTo(16, began(61, 3))],
    ['a page that knows less than was seen', 'not-monotonic', without(11, 12).concat(read(70, 2))],
    ['a page with a message that is not there', 'phantom', inPlaceOf(14, read(46, 4, { messages: [nowhere] }))],
    ['a page with other words', 'unlike', inPlaceOf(14, read(46, 4, { texts: [editedWords('something else')] }))],
    ['a page with words of nothing', 'phantom', inPlaceOf(14, read(46, 4, { texts: [wordsOfNothing] }))],
    ['a page with words that were taken back', 'withheld', inPlaceOf(14, read(46, 4, { texts: [takenBack] }))],
    [
      'live words that were taken back',
      'withheld',
      [...good, at(62, { kind: 'words', client: 1, stream, through: 4, texts: [takenBack] })],
    ],
    ['a client left behind', 'stranded', inPlaceOf(15, at(60, { kind: 'rested', client: 1, stream, position: 3 }))],
  ])('finds %s', async (_what, wrong, history, other = table) => {
    const { findings } = await check(history, other);
    expect(findings.kinds()).toContain(wrong);
    expect(findings.examples(wrong).length).toBeGreaterThan(0);
  });
});
