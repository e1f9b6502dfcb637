import {
  operationTemplateDefaults,
  type CommandAnswer,
  type CompartmentView,
  type OperationView,
} from '@liaison/contracts';
import { newId, type CompartmentKind } from '@liaison/domain';
import type { Client } from 'pg';
import type { Place } from '../driver/dialect.js';
import type { Door } from './door.js';
import type { Directory, Person } from './people.js';

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** An active operation of all agencies with so many members, opened through the product's own doors. */
export async function openOperation(
  door: Door,
  owner: Client,
  { agencies, lead, people }: Directory,
  codeName: string,
  members: number,
): Promise<string> {
  const deputy = people[agencies.length];
  if (!deputy) throw new Error('nobody to be the deputy of the lead');
  const { id } = await door.post<OperationView>(lead, '/operations', inputOf(codeName, deputy));
  const path = `/operations/${id}`;
  for (const { id: agency, coordinator } of agencies.slice(1)) {
    await door.post(lead, `${path}/participations`, { agency, kind: 'participant' });
    await door.post(coordinator, `${path}/participations/${agency}/answer`, { answer: 'accept', regime: 'eu' });
  }
  const { version } = await door.get<OperationView>(lead, path);
  await door.post(lead, `${path}/phase`, { version, phase: 'active' });
  await addMembers(owner, id, people.slice(0, members), [lead, deputy]);
  await requireMembers(door, lead, id, members);
  return id;
}

const inputOf = (codeName: string, deputy: Person): object => {
  const { purpose, legalBasis, grounds, retentionDays } = operationTemplateDefaults.victim_identification_task_force;
  return {
    ...{ purpose, legalBasis, grounds, retentionDays, codeName },
    template: 'victim_identification_task_force',
    deputyLead: deputy.id,
    startsOn: day(-1),
    endsOn: day(10),
    ceiling: 'UNCLASSIFIED-BPL',
  };
};

/** The member rows that nominations would write; one by one they would take minutes. */
async function addMembers(
  owner: Client,
  operation: string,
  people: readonly Person[],
  leads: readonly Person[],
): Promise<void> {
  const rest = people.filter((person) => !leads.includes(person));
  await owner.query(
    `insert into member select m.id, $1, m.person, p.agency, 'investigator', false, now(), null, null, null
     from unnest($2::uuid[], $3::uuid[]) m (id, person) join person p on p.id = m.person`,
    [operation, rest.map(() => newId()), rest.map(({ id }) => id)],
  );
  await owner.query('analyze');
}

/** What was seeded is what the product reads, or the figures would be of something else. */
async function requireMembers(door: Door, lead: Person, operation: string, members: number): Promise<void> {
  const { readers } = await compartmentOf(door, lead, operation, 'all');
  if (readers.length !== members) throw new Error(`of ${members} seeded members the product shows ${readers.length}`);
}

async function compartmentOf(
  door: Door,
  person: Person,
  operation: string,
  kind: CompartmentKind,
): Promise<CompartmentView> {
  const { compartments } = await door.get<OperationView>(person, `/operations/${operation}`);
  const found = compartments.find((one) => one.kind === kind);
  if (found) return found;
  throw new Error(`the lead is in no compartment of kind ${kind}`);
}

/** A new thread in a compartment of the operation that its lead is in. */
export async function startThread(door: Door, lead: Person, operation: string, kind: CompartmentKind): Promise<Place> {
  const { id: compartment, memberVer } = await compartmentOf(door, lead, operation, kind);
  const command = { memberVer, kind: 'thread.start', input: { title: 'Everything' } };
  const path = `/compartments/${compartment}/commands`;
  const { id } = await door.post<CommandAnswer>(lead, path, command, { 'Idempotency-Key': newId() });
  if (id === null) throw new Error('no thread was made');
  return { compartment, thread: id, memberVer };
}
