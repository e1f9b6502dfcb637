import type { Id, StreamName } from '@liaison/contracts';
import { clientPatience, ReferenceClient } from './client/reference-client.js';
import type { History } from './history.js';
import type { Installation } from './installation.js';
import { FaultOperation, ground } from './operation.js';
import { administrator, agency, type Agency, type Person } from './people.js';
import type { Random } from './random.js';

export interface CrowdSize {
  readonly agencies: number;
  readonly clients: number;
  readonly streams: number;
}

/** An operation and the people who work in it, each at a client. */
export interface Crowd {
  readonly operation: FaultOperation;
  readonly agencies: readonly Agency[];
  readonly clients: readonly ReferenceClient[];
  /** The lead may ask for acknowledgements. */
  mayAsk(client: ReferenceClient): boolean;
}

const codes = ['NL', 'FR', 'BE', 'DE', 'DK', 'ES'] as const;
const threadsEach = 2;

/** The agencies of an installation that nobody has entered yet. */
export async function foundAgencies(here: Installation, count: number): Promise<Agency[]> {
  const root = await administrator(here.url, here.postgres.ownerUrl);
  const agencies: Agency[] = [];
  for (const code of codes.slice(0, count)) agencies.push(await agency(root, code));
  return agencies;
}

export async function gather(
  here: Installation,
  agencies: readonly Agency[],
  size: CrowdSize,
  history: History,
  random: Random,
): Promise<Crowd> {
  const operation = await FaultOperation.open(agencies);
  const members = [operation.lead, ...(await addMembers(operation, size.clients - 1))];
  await operation.compartments(size.streams);
  const threads = await startThreads(operation, members);
  const clients: ReferenceClient[] = [];
  for (const [number, member] of members.entries()) {
    const streams = await operation.streamsOf(member);
    const opening = streams.flatMap((stream) => threads.get(stream)?.slice(0, 1) ?? []);
    const opens = opening.map((thread) => ({ thread, ground }));
    const dice = random.branch(`client ${number}`);
    const door = member.door.by(member.door.url, clientPatience);
    clients.push(new ReferenceClient(number, member.id, door, streams, history, dice, opens));
  }
  return { operation, agencies, clients, mayAsk: (client) => client.person === operation.lead.id };
}

/** Shared out among the agencies, two at a time: every password costs the server its time. */
async function addMembers(operation: FaultOperation, count: number): Promise<Person[]> {
  const members: Person[] = [];
  const { agencies } = operation;
  const add = async (number: number): Promise<void> => {
    const home = agencies[number % agencies.length];
    if (home) members.push(await operation.member(home, `member.${number}`));
  };
  for (let number = 0; number < count; number += 2)
    await Promise.all([add(number), ...(number + 1 < count ? [add(number + 1)] : [])]);
  return members;
}

/** Some threads in every compartment, each started by somebody who is in it. */
async function startThreads(operation: FaultOperation, members: readonly Person[]): Promise<Map<StreamName, Id[]>> {
  const threads = new Map<StreamName, Id[]>();
  for (const member of members)
    for (const stream of await operation.streamsOf(member)) {
      if (threads.has(stream)) continue;
      const started: Id[] = [];
      threads.set(stream, started);
      for (let n = 1; n <= threadsEach; n += 1)
        started.push(await operation.startThread(member, stream.slice('compartment:'.length), `Thread ${n}`));
    }
  return threads;
}
