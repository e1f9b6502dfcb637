import type { Frame, Id, MessageText, StreamEvent, StreamName } from '@liaison/contracts';
import { insiders, personBatch, personHead, readAs, streamPage, textsOf, type Tx } from '@liaison/persistence';
import { compartmentChanges, personChanges } from './changes.js';

export const pageSize = 200;

/** One frame and those who get its very bytes. */
export interface Addressed {
  readonly persons: readonly Id[];
  readonly frame: Frame;
  /** New words by thread, for those who have it open. */
  readonly texts: ReadonlyMap<Id, readonly MessageText[]>;
}

export interface Batch {
  readonly epoch: string;
  /** Where the stream stands in this snapshot. */
  readonly head: number;
  readonly through: number;
  /** Asked persons who are in at this snapshot; everybody else is dropped before anything is sent. */
  readonly inside: ReadonlySet<Id>;
  readonly frames: readonly Addressed[];
  readonly more: boolean;
}

/** What a stream's subscribers get after a position, read in one snapshot: entitlement first, then state as a reader. */
export function readBatch(
  tx: Tx,
  stream: StreamName,
  after: number,
  persons: readonly Id[],
  withTexts: boolean,
): Promise<Batch> {
  const [kind, id] = split(stream);
  return kind === 'person' ? readPerson(tx, id, after, persons) : readCompartment(tx, id, after, persons, withTexts);
}

/** One reading for each group of people who get the same, as one of them. */
async function readCompartment(
  tx: Tx,
  compartment: Id,
  after: number,
  persons: readonly Id[],
  withTexts: boolean,
): Promise<Batch> {
  const { epoch, head, through, more, events, groups } = await streamPage(tx, compartment, after, pageSize, persons);
  const frames: Addressed[] = [];
  for (const group of events.length > 0 ? groups : []) {
    const [reader] = group.persons;
    if (reader === undefined) continue;
    const theirs = new Set(group.seqs);
    const own = events.filter(({ seq }) => theirs.has(seq));
    await readAs(tx, reader);
    const changes = await compartmentChanges(tx, compartment, own);
    const texts = withTexts ? await wordsOf(tx, own) : new Map<Id, MessageText[]>();
    const stream: StreamName = `compartment:${compartment}`;
    frames.push({
      persons: group.persons,
      texts,
      frame: { stream, epoch, prev: after, through, events: own, changes },
    });
  }
  return { epoch, head, through, inside: new Set(groups.flatMap((group) => group.persons)), frames, more };
}

async function readPerson(tx: Tx, person: Id, after: number, persons: readonly Id[]): Promise<Batch> {
  if (!persons.includes(person))
    return { epoch: '', head: after, through: after, inside: new Set(), frames: [], more: false };
  await readAs(tx, person);
  const { epoch, position: head } = await personHead(tx, person);
  const events = await personBatch(tx, person, after, pageSize);
  const through = events.at(-1)?.seq ?? after;
  const changes = await personChanges(tx, person, events);
  const frame: Frame = { stream: `person:${person}`, epoch, prev: after, through, events, changes };
  const frames = events.length === 0 ? [] : [{ persons: [person], frame, texts: new Map() }];
  return { epoch, head, through, inside: new Set([person]), frames, more: events.length === pageSize };
}

/** Is this person there at all: the question of every first hello and fill, asked as that person. */
export async function mayHave(tx: Tx, stream: StreamName, person: Id): Promise<boolean> {
  const [kind, id] = split(stream);
  return kind === 'person' ? id === person : (await insiders(tx, id, [person])).has(person);
}

/** Words that changed, by thread; those to be fetched alone are left for their own act. */
async function wordsOf(tx: Tx, events: readonly StreamEvent[]): Promise<Map<Id, MessageText[]>> {
  const threads = new Map<string, Id>();
  for (const { kind, refs } of events)
    if (['message.posted', 'message.edited', 'message.retracted', 'message.tightened'].includes(kind))
      threads.set(String(refs.message), String(refs.thread));
  const byThread = new Map<Id, MessageText[]>();
  for (const words of await textsOf(tx, [...threads.keys()])) {
    const thread = threads.get(words.message) ?? '';
    byThread.set(thread, [...(byThread.get(thread) ?? []), words]);
  }
  return byThread;
}

export function split(stream: StreamName): readonly ['compartment' | 'person', Id] {
  const [kind, id] = stream.split(':');
  return [kind === 'person' ? 'person' : 'compartment', id ?? ''];
}
