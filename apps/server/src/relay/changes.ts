import { audienceEventKinds, type Changes, type Id, type StreamEvent } from '@liaison/contracts';
import { compartmentHeader, messagesById, mineOf, sharesById, threadsById, type Tx } from '@liaison/persistence';

const ofTheAudience: ReadonlySet<string> = new Set(audienceEventKinds);
const isOfTheAudience = ({ kind }: StreamEvent): boolean => ofTheAudience.has(kind);

/** Events of one compartment. */
export interface Happened {
  readonly compartment: Id;
  readonly events: readonly StreamEvent[];
}

/**
 * The present state of what compartments' events touched, as the reader of this transaction may see it: read at once
 * for all of them, and told of each. Assessments hold words: their events say that there is one, and the dataset's page
 * shows it, by an act of its own.
 */
export async function changesOf(tx: Tx, happened: readonly Happened[]): Promise<readonly Changes[]> {
  const events = happened.flatMap((one) => one.events);
  const [threads, messages, shares] = await Promise.all([
    threadsById(tx, named(events, 'thread')),
    messagesById(tx, named(events, 'message')),
    sharesById(tx, named(events, 'share')),
  ]);
  const all: Changes[] = [];
  for (const { compartment, events } of happened) {
    const header = events.some(isOfTheAudience) ? await compartmentHeader(tx, compartment) : null;
    all.push(about(events, { threads, messages, shares, ...(header && { compartment: header }) }));
  }
  return all;
}

/** Of a compartment's state, what these of its events touched. */
export function about(events: readonly StreamEvent[], { threads, messages, shares, compartment }: Changes): Changes {
  return {
    ...filled('threads', namedIn(events, 'thread', threads)),
    ...filled('messages', namedIn(events, 'message', messages)),
    ...filled('shares', namedIn(events, 'share', shares)),
    ...(compartment && events.some(isOfTheAudience) && { compartment }),
  };
}

/** A person's own stream: read marks of the threads named, operations to look at again. */
export async function personChanges(tx: Tx, person: Id, events: readonly StreamEvent[]): Promise<Changes> {
  const compartments = named(
    events.filter((event) => event.kind === 'read.moved'),
    'compartment',
  );
  const marks = [
    ...(await mineOf(tx, person, { threads: named(events, 'thread') })),
    ...(await marksOf(tx, person, compartments)),
  ];
  return { ...filled('mine', marks), ...filled('operations', named(events, 'operation')) };
}

function named(events: readonly StreamEvent[], noun: string): Id[] {
  const ids = events.map((event) => event.refs[noun]).filter((id): id is string => typeof id === 'string');
  return [...new Set(ids)];
}

function namedIn<T extends { readonly id: Id }>(
  events: readonly StreamEvent[],
  noun: string,
  items: readonly T[] = [],
): readonly T[] {
  if (items.length === 0) return items;
  const ids = new Set(named(events, noun));
  return items.filter(({ id }) => ids.has(id));
}

const filled = <K extends string, T>(key: K, items: readonly T[]): Partial<Record<K, readonly T[]>> =>
  items.length === 0 ? {} : ({ [key]: items } as Record<K, readonly T[]>);

/** One query at a time: a transaction has one connection. */
async function marksOf(tx: Tx, person: Id, compartments: readonly Id[]): Promise<Awaited<ReturnType<typeof mineOf>>> {
  const marks = [];
  for (const compartment of compartments) marks.push(...(await mineOf(tx, person, { compartment })));
  return marks;
}
