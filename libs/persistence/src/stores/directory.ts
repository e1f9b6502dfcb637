import type { CallingFacts } from '@liaison/authz';
import type { AgencyPerson, AgencyRef, AgencyHours, AgencySettings, Id, PersonRef } from '@liaison/contracts';
import { newId, type AgencyDuty, type InstallationDuty } from '@liaison/domain';
import { platformAgency } from '../platform-agency.js';
import type { Tx } from '../tx.js';

export const isDemonstration = async (tx: Tx): Promise<boolean> =>
  (await tx.row<{ demonstration: boolean }>('select demonstration from installation'))?.demonstration ?? false;

export interface Myself {
  readonly person: PersonRef;
  readonly agency: AgencyRef;
  readonly duties: readonly AgencyDuty[];
  readonly installationDuties: readonly InstallationDuty[];
  readonly groundRequired: boolean;
}

interface MyselfRow {
  id: Id;
  name: string;
  handle: string;
  agency: Id;
  code: string;
  agency_name: string;
  country: string;
  ground_required: boolean;
  duties: AgencyDuty[];
  installation_duties: InstallationDuty[];
}

/** The person on whose behalf the transaction runs; null when they are no longer active. */
export async function myself(tx: Tx): Promise<Myself | null> {
  const row = await tx.row<MyselfRow>(
    `select p.id, p.name, p.handle, p.agency, a.code, a.name as agency_name, a.country, a.ground_required,
       my_duties() as duties, my_installation_duties() as installation_duties
     from person p join agency a on a.id = p.agency where p.id = me() and p.active`,
  );
  if (!row) return null;
  return {
    person: { id: row.id, name: row.name, handle: row.handle, agency: row.agency },
    agency: { id: row.agency, code: row.code, name: row.agency_name, country: row.country },
    duties: row.duties,
    installationDuties: row.installation_duties,
    groundRequired: row.ground_required,
  };
}

/** Every agency that can take part, by code: the installation's directory. */
export const agencies = (tx: Tx): Promise<AgencyRef[]> =>
  tx.rows<AgencyRef>('select id, code, name, country from agency where code <> $1 order by code', [
    platformAgency.code,
  ]);

export const findAgency = (tx: Tx, id: Id): Promise<AgencyRef | null> =>
  tx.row<AgencyRef>('select id, code, name, country from agency where id = $1 and code <> $2', [
    id,
    platformAgency.code,
  ]);

export const insertAgency = (tx: Tx, agency: AgencyRef): Promise<number> =>
  tx.run('insert into agency values ($1, $2, $3, $4, true, true, app_now())', [
    agency.id,
    agency.code,
    agency.name,
    agency.country,
  ]);

/** One's own agency with what it decides for its people. */
export async function ownAgency(tx: Tx): Promise<AgencySettings | null> {
  const row = await tx.row<AgencyRef & { ground_required: boolean; presence: boolean; hours: AgencyHours | null }>(
    'select id, code, name, country, ground_required, presence, hours from agency where id = my_agency()',
  );
  if (!row) return null;
  const { ground_required: groundRequired, ...rest } = row;
  return { ...rest, groundRequired };
}

/** Takes the agency's row: whoever gives its people duties or memberships stands in line here, before any operation. */
export const lockOwnAgency = (tx: Tx): Promise<unknown> => tx.rows('select lock_my_agency()');

/** The person before anything of theirs, as an erasure takes them: the two would else wait for each other. */
export const lockOwnPerson = (tx: Tx, person: Id): Promise<unknown> =>
  tx.rows('select from person where id = $1 for no key update', [person]);

/** What an agency may change of its settings; what is left out stays. */
export type AgencyPolicy = Partial<Pick<AgencySettings, 'groundRequired' | 'presence' | 'hours'>>;

export const setAgencyPolicy = (tx: Tx, { groundRequired, presence, hours }: AgencyPolicy): Promise<number> =>
  tx.run(
    `update agency set ground_required = coalesce($1, ground_required), presence = coalesce($2, presence),
       hours = coalesce($3, hours) where id = my_agency()`,
    [groundRequired ?? null, presence ?? null, hours ? JSON.stringify(hours) : null],
  );

interface AgencyPersonRow {
  id: Id;
  name: string;
  handle: string;
  agency: Id;
  active: boolean;
  duties: AgencyDuty[];
  installation_duties: InstallationDuty[];
  sign_in_name: string | null;
  has_password: boolean | null;
}

const personSelect = `select p.id, p.name, p.handle, p.agency, p.active,
  array(select d.duty from agency_duty d where d.person = p.id order by 1) as duties,
  array(select d.duty from installation_duty d where d.person = p.id order by 1) as installation_duties,
  c.sign_in_name, c.password_hash is not null as has_password
  from person p left join credential c on c.person = p.id and $1
  where p.agency = my_agency()`;

const personOf = (row: AgencyPersonRow): AgencyPerson => ({
  id: row.id,
  name: row.name,
  handle: row.handle,
  agency: row.agency,
  active: row.active,
  duties: row.duties,
  oversight: row.installation_duties.includes('oversight'),
  signInName: row.sign_in_name,
  hasPassword: row.sign_in_name === null ? null : row.has_password,
});

/** One's own agency's people; how they sign in is for its coordinators. */
export const ownPeople = async (tx: Tx, withCredentials: boolean): Promise<AgencyPerson[]> =>
  (await tx.rows<AgencyPersonRow>(`${personSelect} order by p.name, p.id`, [withCredentials])).map(personOf);

export async function ownPerson(tx: Tx, id: Id): Promise<AgencyPerson | null> {
  const row = await tx.row<AgencyPersonRow>(`${personSelect} and p.id = $2`, [true, id]);
  return row && personOf(row);
}

/** Everything that a person of one's own agency is, for the rule that nobody watches their own work. */
export const callingFactsOf = async (tx: Tx, person: Id): Promise<CallingFacts | null> =>
  tx.row<CallingFacts>(
    `select array(select d.duty from agency_duty d where d.person = p.id) as duties,
       array(select d.duty from installation_duty d where d.person = p.id) as "installationDuties",
       exists (select from member m where m.person = p.id and m.ended_at is null
         and (m.until_at is null or m.until_at > app_now())) as member
     from person p where p.id = $1 and p.agency = my_agency() and p.active`,
    [person],
  );

export interface NewPersonRow {
  readonly id: Id;
  readonly agency: Id;
  readonly name: string;
  readonly handle: string;
  readonly signInName: string;
}

export async function insertPerson(tx: Tx, person: NewPersonRow): Promise<void> {
  await tx.run('insert into person values ($1, $2, $3, $4, true, 1, app_now())', [
    person.id,
    person.agency,
    person.name,
    person.handle,
  ]);
  await tx.run('insert into credential values ($1, $2, null, app_now())', [person.id, person.signInName]);
}

export const setActive = (tx: Tx, person: Id, active: boolean): Promise<number> =>
  tx.run('update person set active = $2 where id = $1', [person, active]);

export const giveDuty = (tx: Tx, person: Id, duty: AgencyDuty): Promise<number> =>
  tx.run('insert into agency_duty values ($1, $2, app_now()) on conflict do nothing', [person, duty]);

export const takeDuty = (tx: Tx, person: Id, duty: AgencyDuty): Promise<number> =>
  tx.run('delete from agency_duty where person = $1 and duty = $2', [person, duty]);

export const giveOversight = (tx: Tx, person: Id): Promise<number> =>
  tx.run("insert into installation_duty values ($1, 'oversight', app_now()) on conflict do nothing", [person]);

export const takeOversight = (tx: Tx, person: Id): Promise<number> =>
  tx.run("delete from installation_duty where person = $1 and duty = 'oversight'", [person]);

/** Active coordinators of one's own agency. */
export const countCoordinators = async (tx: Tx): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      `select count(*)::int as n from agency_duty d join person p on p.id = d.person
       where d.duty = 'coordinator' and p.active and p.agency = my_agency()`,
    )
  )?.n ?? 0;

/** Ends the person's earlier links and keeps the digest of a new one. */
export async function insertSetPasswordLink(tx: Tx, person: Id, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await tx.run('update set_password_link set used_at = app_now() where person = $1 and used_at is null', [person]);
  await tx.run('insert into set_password_link values ($1, $2, $3, me(), app_now(), $4, null)', [
    newId(),
    person,
    tokenHash,
    expiresAt,
  ]);
}

/** The first coordinator of an agency in which nobody has a password yet; the administrator's only sight of it. */
export async function firstCoordinatorOf(tx: Tx, agency: Id): Promise<Id | null> {
  const row = await tx.row<{ person: Id | null }>('select first_coordinator_of($1) as person', [agency]);
  return row?.person ?? null;
}

/** Operations in which a person of one's own agency is a member now. */
export const operationsOfMember = async (tx: Tx, person: Id): Promise<Id[]> =>
  (
    await tx.rows<{ operation: Id }>(
      `select distinct operation from member where person = $1 and agency = my_agency() and ended_at is null
         and (until_at is null or until_at > app_now()) order by operation`,
      [person],
    )
  ).map((row) => row.operation);
