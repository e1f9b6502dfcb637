import { audienceEventKinds, type Changes, type Id, type StreamEvent } from '@liaison/contracts';
import { compartmentHeader, messagesById, mineOf, sharesById, threadsById, type Tx } from '@liaison/persistence';

const ofTheAudience: ReadonlySet<string> = new Set(audienceEventKinds);

/**
 * The present state of what a compartment's events touched, as the reader of this transaction may see it. Assessments
 * hold words: their events say that there is one, and the dataset's page shows it, by an act of its own.
 */
export async function compartmentChanges(tx: Tx, compartment: Id, events: readonly StreamEvent[]): Promise<Changes> {
  const header = events.some((event) => ofTheAudience.has(event.kind))
    ? await compartmentHeader(tx, compartment)
    : null;
  return {
    ...filled('threads', await threadsById(tx, named(events, 'thread'))),
    ...filled('messages', await messagesById(tx, named(events, 'message'))),
    ...filled('shares', await sharesById(tx, named(events, 'share'))),
    ...(header && { compartment: header }),
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

export function named(events: readonly StreamEvent[], noun: string): Id[] {
  const ids = events.map((event) => event.refs[noun]).filter((id): id is string => typeof id === 'string');
  return [...new Set(ids)];
}

const filled = <K extends string, T>(key: K, items: readonly T[]): Partial<Record<K, readonly T[]>> =>
  items.length === 0 ? {} : ({ [key]: items } as Record<K, readonly T[]>);

/** One query at a time: a transaction has one connection. */
async function marksOf(tx: Tx, person: Id, compartments: readonly Id[]): Promise<Awaited<ReturnType<typeof mineOf>>> {
  const marks = [];
  for (const compartment of compartments) marks.push(...(await mineOf(tx, person, { compartment })));
  return marks;
}
