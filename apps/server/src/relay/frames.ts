import type { Frame, Id, StreamEvent, StreamName } from '@liaison/contracts';
import {
  insiders,
  personBatch,
  personHeads,
  readAs,
  streamPages,
  threadOwners,
  type PageAsked,
  type PersonHead,
  type StreamPage,
  type ThreadOwners,
  type Tx,
} from '@liaison/persistence';
import { changesOf, personChanges } from './changes.js';
import { noWords, wordsOf, type Words } from './words.js';

export const pageSize = 200;

const departures: ReadonlySet<string> = new Set(['member.left', 'member.expired', 'agency.left']);

/** One frame and those who get its very bytes. */
export interface Addressed {
  readonly persons: readonly Id[];
  readonly frame: Frame;
  /** New words by thread, for those who have it open. */
  readonly texts: Words;
  /** Whose threads it tells of. */
  readonly owners: ThreadOwners;
}

export interface Batch {
  readonly epoch: string;
  /** Where the stream stands in this snapshot. */
  readonly head: number;
  readonly through: number;
  /** Asked persons who are in at this snapshot; everybody else is dropped before anything is sent. */
  readonly inside: ReadonlySet<Id>;
  /** Somebody has left. Who is inside may be one who has come again. */
  readonly hasDepartures: boolean;
  readonly frames: readonly Addressed[];
  readonly more: boolean;
}

/** A stream after a number, and who wants it. */
export interface Wanted {
  readonly stream: StreamName;
  readonly after: number;
  readonly persons: readonly Id[];
}

/** What goes with the events: words to push, or whose threads are told of, for the record. */
type With = 'texts' | 'owners';

/** What a stream's subscribers get after a position, read in one snapshot: entitlement first, then state as a reader. */
export async function readBatch(tx: Tx, wanted: Wanted, also: With): Promise<Batch> {
  const [batch] = await readBatches(tx, [wanted], also);
  return batch ?? nothing(wanted);
}

/**
 * The same of several streams, in the order in which they are asked for. First all that is asked for nobody in
 * particular: whoever reads as somebody is told of that person alone from there on.
 */
export async function readBatches(tx: Tx, wanted: readonly Wanted[], also: With): Promise<readonly Batch[]> {
  const ofCompartments = wanted.filter(({ stream }) => stream.startsWith('compartment:'));
  const ofPersons = wanted.filter(({ stream, persons }) => persons.some((person) => stream === `person:${person}`));
  const [pages, headOf] = await Promise.all([
    streamPages(tx, ofCompartments.map(pageAsked), pageSize),
    personHeads(
      tx,
      ofPersons.map(({ stream }) => split(stream)[1]),
    ),
  ]);
  const found = new Map<Wanted, Batch>();
  for (const batch of await readCompartments(tx, ofCompartments, pages, also)) found.set(batch.wanted, batch);
  for (const one of ofPersons) found.set(one, await readPerson(tx, one, headOf(split(one.stream)[1])));
  return wanted.map((one) => found.get(one) ?? nothing(one));
}

const pageAsked = ({ stream, after, persons }: Wanted): PageAsked => ({
  compartment: split(stream)[1],
  after,
  persons,
});

type Found = Batch & { readonly wanted: Wanted };

const nothing = ({ after }: Wanted): Batch => ({
  epoch: '',
  head: after,
  through: after,
  inside: new Set(),
  hasDepartures: false,
  frames: [],
  more: false,
});

/** People who get the same events of a compartment, with the same state. */
interface Group {
  readonly wanted: Wanted;
  readonly compartment: Id;
  readonly page: StreamPage;
  readonly persons: readonly Id[];
  readonly events: readonly StreamEvent[];
}

/** One reading for each reader, who reads for all groups that they belong to. */
async function readCompartments(
  tx: Tx,
  wanted: readonly Wanted[],
  pages: readonly StreamPage[],
  also: With,
): Promise<readonly Found[]> {
  const found = wanted.flatMap((one, at) => {
    const page = pages[at];
    return page ? [{ wanted: one, page, groups: groupsOf(one, page) }] : [];
  });
  const frames = new Map<Group, Addressed>();
  for (const [reader, groups] of byReader(found.flatMap(({ groups }) => groups))) {
    await readAs(tx, reader);
    for (const [group, addressed] of await framesOf(tx, groups, also)) frames.set(group, addressed);
  }
  return found.map(({ wanted: one, page: { epoch, head, through, more, events, groups: all }, groups }) => ({
    wanted: one,
    epoch,
    head,
    through,
    more,
    inside: new Set(all.flatMap(({ persons }) => persons)),
    hasDepartures: events.some(({ kind }) => departures.has(kind)),
    frames: groups.flatMap((group) => frames.get(group) ?? []),
  }));
}

function groupsOf(wanted: Wanted, page: StreamPage): readonly Group[] {
  if (page.events.length === 0) return [];
  const [, compartment] = split(wanted.stream);
  return page.groups.map(({ persons, seqs }) => {
    const theirs = new Set(seqs);
    return { wanted, compartment, page, persons, events: page.events.filter(({ seq }) => theirs.has(seq)) };
  });
}

/** As few readers as the first look finds: who reads for one group reads for the next one, too. */
function byReader(groups: readonly Group[]): ReadonlyMap<Id, readonly Group[]> {
  const readers = new Map<Id, Group[]>();
  for (const group of groups) {
    const reader = group.persons.find((person) => readers.has(person)) ?? group.persons[0];
    if (reader === undefined) continue;
    readers.set(reader, [...(readers.get(reader) ?? []), group]);
  }
  return readers;
}

async function framesOf(
  tx: Tx,
  groups: readonly Group[],
  also: With,
): Promise<readonly (readonly [Group, Addressed])[]> {
  const [changes, texts] = await Promise.all([
    changesOf(tx, groups),
    Promise.all(groups.map(({ events }) => (also === 'texts' ? wordsOf(tx, events) : Promise.resolve(noWords)))),
  ]);
  const threads = changes.flatMap((one) => one.threads ?? []).map(({ id }) => id);
  const owners: ThreadOwners = also === 'owners' ? await threadOwners(tx, threads) : new Map();
  return groups.map((group, at) => {
    const { wanted, page, persons, events } = group;
    const { epoch, through } = page;
    const frame = { stream: wanted.stream, epoch, prev: wanted.after, through, events, changes: changes[at] ?? {} };
    return [group, { persons, frame, texts: texts[at] ?? noWords, owners }] as const;
  });
}

/** Whose own it is; nobody else is in. */
async function readPerson(tx: Tx, { stream, after }: Wanted, { epoch, position: head }: PersonHead): Promise<Batch> {
  const [, person] = split(stream);
  const still = { ...nothing({ stream, after, persons: [] }), epoch, head, inside: new Set([person]) };
  if (head <= after) return still;
  await readAs(tx, person);
  const events = await personBatch(tx, person, after, pageSize);
  const through = events.at(-1)?.seq ?? after;
  const changes = await personChanges(tx, person, events);
  const frame: Frame = { stream, epoch, prev: after, through, events, changes };
  const frames = events.length === 0 ? [] : [{ persons: [person], frame, texts: noWords, owners: new Map() }];
  return { ...still, through, frames, more: events.length === pageSize };
}

/** Is this person there at all: the question of every first hello and fill, asked as that person. */
export async function mayHave(tx: Tx, stream: StreamName, person: Id): Promise<boolean> {
  const [kind, id] = split(stream);
  return kind === 'person' ? id === person : (await insiders(tx, id, [person])).has(person);
}

export function split(stream: StreamName): readonly ['compartment' | 'person', Id] {
  const [kind, id] = stream.split(':');
  return [kind === 'person' ? 'person' : 'compartment', id ?? ''];
}
