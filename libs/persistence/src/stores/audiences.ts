import type { CompartmentKind, Marking } from '@liaison/domain';
import type { AgencyRef, Id, PersonRef } from '@liaison/contracts';
import type { Tx } from '../tx.js';
import { markingValues } from './marking.js';

export interface Audience {
  readonly operation: Id;
  readonly kind: CompartmentKind;
  /** Canonical: `all`, `agency:<id>`, `agencies:<id>,…`, `seats:<id>,…` or `persons:<id>,…`, ids sorted. */
  readonly key: string;
  readonly agencies: readonly Id[];
  readonly seats: readonly Id[];
  readonly fixedSeats: boolean;
}

/** Finds the compartment of an audience or opens it as `id`; answers which one it is. */
export async function openCompartment(tx: Tx, id: Id, audience: Audience, marking: Marking): Promise<Id> {
  const row = await tx.row<{ id: Id }>(
    'select open_compartment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as id',
    [
      id,
      audience.operation,
      audience.kind,
      audience.key,
      audience.agencies,
      audience.seats,
      audience.fixedSeats,
      ...markingValues(marking),
    ],
  );
  return row?.id ?? id;
}

/** The compartment of an audience that the reader is in; null when there is none. */
export async function findAudience(tx: Tx, operation: Id, key: string): Promise<Id | null> {
  const row = await tx.row<{ id: Id }>(
    'select id from compartment where operation = $1 and audience = $2 and id in (select my_compartments())',
    [operation, key],
  );
  return row?.id ?? null;
}

/** Agencies in the compartment of all participants, invited ones that count in its audience included. */
export const everybodysAgencies = async (tx: Tx, operation: Id): Promise<Id[]> =>
  (
    await tx.rows<{ agency: Id }>(
      `select s.agency from side s join compartment c on c.id = s.compartment
       where c.operation = $1 and c.kind = 'all' and s.ver_to is null order by s.agency`,
      [operation],
    )
  ).map((row) => row.agency);

/** The invited agency counts in the audience of all participants from now on. */
export async function inviteSide(tx: Tx, operation: Id, agency: Id): Promise<void> {
  await tx.rows('select invite_side($1, $2)', [operation, agency]);
  tx.touchedUnseen = true;
}

/** True when the agency counts in the audience of all participants since its invitation. */
export const isExpected = async (tx: Tx, operation: Id, agency: Id): Promise<boolean> =>
  (await tx.row<{ yes: boolean }>('select is_expected($1, $2) as yes', [operation, agency]))?.yes ?? false;

/** The agency reads what was written since its invitation. */
export async function acceptSide(tx: Tx, operation: Id, agency: Id): Promise<void> {
  await tx.rows('select accept_side($1, $2)', [operation, agency]);
  tx.touchedUnseen = true;
}

/** Takes an agency (person null) or one of its people out of every compartment, at once. */
export async function endSides(tx: Tx, operation: Id, agency: Id, person: Id | null): Promise<void> {
  await tx.rows('select end_sides($1, $2, $3)', [operation, agency, person]);
  tx.touchedUnseen = true;
}

/** Told to every compartment in which the person is or could be through their agency. */
export async function tellMember(
  tx: Tx,
  operation: Id,
  agency: Id,
  person: Id,
  kind: 'member.joined' | 'member.changed',
): Promise<void> {
  await tx.rows('select tell_member($1, $2, $3, $4)', [operation, agency, person, kind]);
  tx.touchedUnseen = true;
}

/** Seats, claims, due acknowledgements and drafts of one person go to another of the same agency. */
export async function passPlaces(tx: Tx, operation: Id, agency: Id, person: Id, successor: Id): Promise<void> {
  await tx.rows('select pass_seats($1, $2, $3, $4)', [operation, agency, person, successor]);
  await tx.rows('select pass_work($1, $2, $3, $4)', [operation, agency, person, successor]);
  tx.touchedUnseen = true;
}

/** Lets an agency in when those already in have answered or their time has passed; otherwise nothing happens. */
export async function admitAgency(tx: Tx, operation: Id, agency: Id): Promise<void> {
  const gained = await tx.rows<{ person: Id }>('select admit($1, $2) as person', [operation, agency]);
  for (const { person } of gained) tx.touched.add(`person:${person}`);
  tx.touchedUnseen = true;
}

/** Tells the coordinators of an invited agency. */
export async function tellInvited(tx: Tx, operation: Id, agency: Id): Promise<void> {
  const told = await tx.rows<{ person: Id }>('select tell_invited($1, $2) as person', [operation, agency]);
  for (const { person } of told) tx.touched.add(`person:${person}`);
}

/** Those already in are asked about an agency that accepted after the start. */
export async function askAdmission(tx: Tx, operation: Id, agency: Id): Promise<void> {
  const told = await tx.rows<{ person: Id }>('select ask_admission($1, $2) as person', [operation, agency]);
  for (const { person } of told) tx.touched.add(`person:${person}`);
  tx.touchedUnseen = true;
}

/** Admissions whose time has passed. */
export const dueAdmissions = (tx: Tx): Promise<{ operation: Id; agency: Id }[]> =>
  tx.rows('select operation, agency from due_admissions()');

/** Writes down one end date that has passed; false when there is none. */
export async function expireOne(tx: Tx): Promise<boolean> {
  const member = await tx.row<{ operation: Id; person: Id }>('select operation, person from expire_member()');
  if (member) tx.touched.add(`person:${member.person}`);
  const over = member ?? (await tx.row<{ operation: Id }>('select operation from expire_participation()'));
  if (over) tx.touchedUnseen = true;
  return over !== null;
}

/** Who read a compartment of one's own at a moment at which one was in it oneself. */
export async function readersAt(
  tx: Tx,
  compartment: Id,
  moment: Date,
): Promise<{ readonly person: PersonRef; readonly agency: AgencyRef }[]> {
  const rows = await tx.rows<PersonRef & { code: string; agency_name: string; country: string }>(
    `select p.id, p.name, p.handle, p.agency, a.code, a.name as agency_name, a.country
     from readers_at($1, $2) r join person p on p.id = r.person join agency a on a.id = r.agency order by a.code, p.name`,
    [compartment, moment],
  );
  return rows.map(({ code, agency_name: name, country, ...person }) => ({
    person,
    agency: { id: person.agency, code, name, country },
  }));
}

/** Where one's own agency is, for its coordinator: that it is there and who of it, nothing else. */
export const compartmentsOfMyAgency = (
  tx: Tx,
  operation: Id,
): Promise<{ id: Id; kind: CompartmentKind; people: Id[] }[]> =>
  tx.rows('select id, kind, people from compartments_of_my_agency($1)', [operation]);
