import type { Frame, Id, StreamPosition } from '@liaison/contracts';
import type { ThreadOwners, Tx } from '@liaison/persistence';
import { about } from './changes.js';
import { pageSize, readBatches, type Addressed, type Batch, type Wanted } from './frames.js';

/** Somebody who comes back to streams that they know. */
export interface Returning {
  readonly person: Id;
  readonly streams: readonly StreamPosition[];
}

/** What one of them missed of one stream. */
export interface Missed extends Pick<Batch, 'epoch' | 'head' | 'more'> {
  /** None where they have missed nothing. */
  readonly frames: readonly Frame[];
  readonly owners: ThreadOwners;
}

/** Null for whoever is not in. */
export type MissedBy = (person: Id, asked: StreamPosition) => Missed | null;

/** Who stands so near to each other reads the same page, from the first one's place on. */
const near = pageSize / 2;

/**
 * What people who come back together have missed, read once for all who stand near each other in a stream; each then
 * gets what lies after their own place.
 */
export async function readMissed(tx: Tx, returning: readonly Returning[]): Promise<MissedBy> {
  const wanted = new Map<string, Wanted>();
  for (const { person, streams } of returning)
    for (const asked of streams) {
      const { stream, position } = asked;
      const place = placeOf(asked);
      const known = wanted.get(place) ?? { stream, after: position, persons: [] };
      wanted.set(place, { stream, after: Math.min(known.after, position), persons: [...known.persons, person] });
    }
  const places = [...wanted.keys()];
  const batches = await readBatches(tx, [...wanted.values()], 'owners');
  const byPlace = new Map(places.map((place, at) => [place, batches[at]]));
  return (person, asked) => {
    const batch = byPlace.get(placeOf(asked));
    return batch?.inside.has(person) ? missedOf(batch, person, asked.position) : null;
  };
}

const placeOf = ({ stream, position }: StreamPosition): string => `${stream} ${Math.floor(position / near)}`;

function missedOf({ epoch, head, more, frames }: Batch, person: Id, position: number): Missed {
  const mine = frames.find(({ persons }) => persons.includes(person));
  const owners: ThreadOwners = mine?.owners ?? new Map();
  return { epoch, head, more, owners, frames: mine ? after(mine, position) : [] };
}

function after({ frame }: Addressed, position: number): readonly Frame[] {
  if (frame.through <= position) return [];
  if (frame.prev === position) return [frame];
  const events = frame.events.filter(({ seq }) => seq > position);
  return [{ ...frame, prev: position, events, changes: about(events, frame.changes) }];
}
