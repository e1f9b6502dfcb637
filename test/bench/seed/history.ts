import type { MessagePage } from '@liaison/contracts';
import type { Place } from '../driver/dialect.js';
import { withClient } from '../stage/database.js';
import type { BenchServer } from '../stage/server.js';
import type { Stage } from '../stage/stage.js';
import { Door } from './door.js';
import { seedHistory } from './messages.js';
import { openOperation, startThread } from './operation.js';
import type { Person } from './people.js';

const members = 27;

/** A thread with a long history, and the floor's stream of as many messages. */
export interface LongThread {
  readonly place: Place;
  readonly count: number;
  readonly floorStream: number;
}

export interface History {
  /** All participants read it. */
  readonly short: LongThread;
  /** The lead's own agency reads it. */
  readonly long: LongThread;
  /** Is in both. */
  readonly insider: Person;
  /** Is in the short one alone: most of what a word finds is not for them. */
  readonly outsider: Person;
}

export async function openHistory(stage: Stage, server: BenchServer, say: (text: string) => void): Promise<History> {
  const { owner, directory, database, options } = stage;
  const door = new Door(server);
  const operation = await openOperation(door, owner, directory, 'History', members);
  const [small, large] = options.quick ? [10_000, 100_000] : [100_000, 1_000_000];
  const short = { place: await startThread(door, directory.lead, operation, 'all'), count: small, floorStream: 2 };
  const long = { place: await startThread(door, directory.lead, operation, 'agency'), count: large, floorStream: 3 };
  const [insider, outsider] = directory.people;
  if (!insider || !outsider) throw new Error('nobody to read');
  const begin = performance.now();
  const authors = directory.people.slice(0, members).filter(({ agency }) => agency === insider.agency);
  await seedHistory(
    owner,
    [short, long],
    authors.map(({ id }) => id),
  );
  for (const thread of [short, long]) await seedFloor(database.floorUrl, thread);
  await database.settle();
  say(`${small + large} messages seeded in ${Math.round((performance.now() - begin) / 1_000)} s`);
  for (const thread of [short, long]) await requireReadable(door, insider, thread);
  return { short, long, insider, outsider };
}

const seedFloor = (floorUrl: string, { floorStream, count }: LongThread): Promise<unknown> =>
  withClient(floorUrl, async (client) => {
    await client.query(
      `insert into message select $1, n, 'author', now(), repeat('ba', 60) || n from generate_series(1, $2::int) n`,
      [floorStream, count],
    );
    await client.query('vacuum analyze message');
  });

/** The newest page through the product's own door: the seeded words, each with its number at the end. */
async function requireReadable(door: Door, reader: Person, { place, count }: LongThread): Promise<void> {
  const page = await door.get<MessagePage>(reader, `/threads/${place.thread}/messages?limit=50`);
  const texts = new Map(page.texts.map(({ message, text }) => [message, text ?? '']));
  const asSeeded = page.messages.filter(({ id, seq }) => texts.get(id)?.endsWith(` ${seq}`) === true);
  const last = page.messages.at(-1)?.seq ?? 0;
  if (asSeeded.length === 50 && last >= count && page.hasBefore) return;
  throw new Error(`the product does not show what was seeded: ${asSeeded.length} of 50 messages, the last ${last}`);
}
