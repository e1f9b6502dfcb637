import { operationTemplateDefaults, type CommandAnswer, type OperationView } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Client } from 'pg';
import type { Place } from '../driver/dialect.js';
import type { Door } from './door.js';
import type { Directory, Person } from './people.js';

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** An active operation of all agencies, opened through the product's own doors; and a thread where all participants read. */
export async function openOperation(
  door: Door,
  owner: Client,
  { agencies, people }: Directory,
  members: number,
): Promise<Place> {
  const [lead, deputy] = [people[0], people[agencies.length]];
  if (!lead || !deputy) throw new Error('nobody to lead the operation');
  const opened = await door.post<OperationView>(lead, '/operations', inputOf(`Bench ${members}`, deputy));
  const path = `/operations/${opened.id}`;
  for (const { id, coordinator } of agencies.slice(1)) {
    await door.post(lead, `${path}/participations`, { agency: id, kind: 'participant' });
    await door.post(coordinator, `${path}/participations/${id}/answer`, { answer: 'accept', regime: 'eu' });
  }
  const { version } = await door.get<OperationView>(lead, path);
  await door.post(lead, `${path}/phase`, { version, phase: 'active' });
  await addMembers(owner, opened.id, people.slice(0, members), [lead, deputy]);
  return startThread(door, lead, opened.id, members);
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

/** The operation as its lead sees it must hold everybody: what was seeded is what the product reads. */
async function startThread(door: Door, lead: Person, operation: string, members: number): Promise<Place> {
  const view = await door.get<OperationView>(lead, `/operations/${operation}`);
  const all = view.compartments.find(({ kind }) => kind === 'all');
  if (!all) throw new Error('the lead is in no compartment of all participants');
  const seen = all.readers.length;
  if (seen !== members) throw new Error(`of ${members} seeded members the product shows ${seen}`);
  const command = { memberVer: all.memberVer, kind: 'thread.start', input: { title: 'Everything' } };
  const { id } = await door.post<CommandAnswer>(lead, `/compartments/${all.id}/commands`, command, {
    'Idempotency-Key': newId(),
  });
  return { compartment: all.id, thread: id ?? '', memberVer: all.memberVer };
}
