import type { Id, MemberView, PersonRef } from '@liaison/contracts';
import type { MemberRole } from '@liaison/domain';
import type { Tx } from '../tx.js';

interface MemberRow {
  id: Id;
  person: Id;
  name: string;
  handle: string;
  agency: Id;
  role: MemberRole;
  from_at: Date;
  until_at: Date | null;
  deputy: boolean;
  answers_releases: boolean;
}

const live = 'm.ended_at is null and (m.until_at is null or m.until_at > app_now())';
const select = `select m.id, m.person, p.name, p.handle, m.agency, m.role, m.from_at, m.until_at, m.deputy,
    m.answers_releases
  from member m join person p on p.id = m.person where m.operation = $1 and ${live}`;

const memberOf = (row: MemberRow): MemberView => ({
  id: row.id,
  person: { id: row.person, name: row.name, handle: row.handle, agency: row.agency },
  role: row.role,
  from: row.from_at.toISOString(),
  until: row.until_at?.toISOString() ?? null,
  deputy: row.deputy,
  answersReleases: row.answers_releases,
});

/** The members of an operation now, of those agencies that the reader may know to be in it. */
export const membersOf = async (tx: Tx, operation: Id): Promise<MemberView[]> =>
  (await tx.rows<MemberRow>(`${select} order by m.role <> 'lead', m.deputy, p.name, m.id`, [operation])).map(memberOf);

/** People who were members and are none now, as far as the reader may know them. */
export const formerMembersOf = (tx: Tx, operation: Id): Promise<PersonRef[]> =>
  tx.rows<PersonRef>(
    `select p.id, p.name, p.handle, p.agency from person p
     where p.id in (select m.person from member m where m.operation = $1)
       and not exists (select from member m where m.operation = $1 and m.person = p.id and ${live}) order by p.name, p.id`,
    [operation],
  );

export async function findMember(tx: Tx, operation: Id, member: Id): Promise<MemberView | null> {
  const row = await tx.row<MemberRow>(`${select} and m.id = $2`, [operation, member]);
  return row && memberOf(row);
}

export const isMember = async (tx: Tx, operation: Id, person: Id): Promise<boolean> =>
  (await tx.row(`select 1 from member m where m.operation = $1 and m.person = $2 and ${live}`, [operation, person])) !==
  null;

export interface NewMember {
  readonly id: Id;
  readonly operation: Id;
  readonly person: Id;
  readonly agency: Id;
  readonly role: MemberRole;
  readonly deputy: boolean;
  readonly until: Date | null;
}

export const insertMember = (tx: Tx, member: NewMember): Promise<number> =>
  tx.run('insert into member values ($1, $2, $3, $4, $5, $6, app_now(), $7, null, me())', [
    member.id,
    member.operation,
    member.person,
    member.agency,
    member.role,
    member.deputy,
    member.until,
  ]);

export const changeMember = (tx: Tx, id: Id, role: MemberRole, until: Date | null): Promise<number> =>
  tx.run('update member set role = $2, until_at = $3 where id = $1 and ended_at is null', [id, role, until]);

/** By delegation: a word on this membership, which ends with it. */
export const setAnswersReleases = (tx: Tx, id: Id, answers: boolean): Promise<number> =>
  tx.run('update member set answers_releases = $2 where id = $1 and ended_at is null', [id, answers]);

/** Leads of the operation now, without one of them. */
export const countOtherLeads = async (tx: Tx, operation: Id, member: Id): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      `select count(*)::int as n from member m where m.operation = $1 and m.id <> $2 and m.role = 'lead' and ${live}`,
      [operation, member],
    )
  )?.n ?? 0;

/** Members of one agency now. */
export const membersOfAgency = async (tx: Tx, operation: Id, agency: Id): Promise<Id[]> =>
  (
    await tx.rows<{ person: Id }>(
      `select m.person from member m where m.operation = $1 and m.agency = $2 and ${live} order by m.person`,
      [operation, agency],
    )
  ).map((row) => row.person);

/** A person of one's own agency by handle or sign-in name, for a list pasted by its coordinator. */
export async function ownPersonNamed(tx: Tx, name: string): Promise<Id | null> {
  const row = await tx.row<{ id: Id }>(
    `select p.id from person p left join credential c on c.person = p.id
     where p.agency = my_agency() and p.active and (p.handle = $1 or c.sign_in_name = $1) limit 1`,
    [name],
  );
  return row?.id ?? null;
}
