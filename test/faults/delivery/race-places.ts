import type { StreamName } from '@liaison/contracts';
import { Ear } from './client/ear.js';
import type { Door } from './client/door.js';
import type { Installation } from './installation.js';
import { FaultOperation } from './operation.js';
import { person, type Agency, type Person } from './people.js';
import type { Random } from './random.js';
import { Writers } from './writers.js';

export interface RaceSize {
  readonly races: number;
  readonly victims: number;
  readonly writers: number;
  /** How long a writer thinks, on average; milliseconds. */
  readonly thinking: number;
}

export interface Place {
  readonly operation: FaultOperation;
  readonly stream: StreamName;
  readonly thread: string;
  readonly writers: Writers;
}

export interface Seated {
  readonly agency: Agency;
  readonly person: Person;
}

/** Somebody who is removed again and again, with a socket at every server: where it is done, and where only the poll tells. */
export interface Victim extends Seated {
  readonly doors: readonly Door[];
  readonly ears: readonly Ear[];
}

export interface Cast {
  readonly writers: readonly Seated[];
  readonly victims: readonly Victim[];
}

export async function gatherCast(here: Installation, agencies: readonly Agency[], size: RaceSize): Promise<Cast> {
  const homeOf = (index: number): Agency => agencies[index % agencies.length] ?? raise('an operation has a host');
  const writers: Seated[] = [];
  for (let n = 0; n < size.writers; n += 1)
    writers.push({ agency: homeOf(n), person: await person(homeOf(n), `writer.${n}`) });
  const victims: Victim[] = [];
  for (let n = 0; n < size.victims; n += 1) {
    const victim = { agency: homeOf(n), person: await person(homeOf(n), `victim.${n}`) };
    const doors = here.servers.map(({ url }) => victim.person.door.by(url));
    victims.push({ ...victim, doors, ears: await Promise.all(doors.map((door) => Ear.open(door))) });
  }
  return { writers, victims };
}

export async function openPlace(
  here: Installation,
  agencies: readonly Agency[],
  { writers, victims }: Cast,
  random: Random,
): Promise<Place> {
  const operation = await FaultOperation.open(agencies);
  for (const { agency, person } of writers) await operation.nominate(agency, person);
  const compartment = await operation.theirs(operation.lead, 'all');
  const thread = await operation.startThread(operation.lead, compartment, 'Of those who leave');
  const first = here.servers[0]?.url ?? here.url;
  const [own = raise('nobody writes')] = writers;
  const home = { agency: own.agency.ref.id, compartment: await operation.theirs(own.person, 'agency') };
  const names = victims.map(({ agency, person }) => `@${agency.ref.code}/${person.signInName.split('@')[0]}`);
  const people = writers.map(({ person }) => person);
  return {
    operation,
    stream: `compartment:${compartment}`,
    thread,
    writers: new Writers(people, first, { compartment, thread, home }, names, random.branch('writers')),
  };
}

function raise(why: string): never {
  throw new Error(why);
}
