import { callingsOf, type Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, newId, type DomainError, type MemberRole } from '@liaison/domain';
import { callingFactsOf, insertMember, isMember, notify, tellMember, type Tx } from '@liaison/persistence';

export interface Nominee {
  readonly person: Id;
  readonly role: MemberRole;
  readonly until: Date | null;
  readonly deputy?: boolean;
}

/** Why this person cannot become a member, although their coordinator may name them; null when they can. */
export async function unfit(tx: Tx, operation: Id, person: Id): Promise<DomainError | null> {
  if (await isMember(tx, operation, person)) return conflict('member', 'This person is a member already.');
  const facts = await callingFactsOf(tx, person);
  if (facts && callingsOf({ ...facts, member: true }).length > 1)
    return conflict('exclusive_duties', 'An auditor, oversight officer or administrator cannot be a member.');
  return null;
}

/** Makes somebody of the own agency a member; every compartment of the agency hears of it. */
export async function nominate(tx: Tx, actor: Actor, operation: Id, nominee: Nominee): Promise<Id> {
  const id = newId();
  const { person, role, until, deputy = false } = nominee;
  await insertMember(tx, { id, operation, person, agency: actor.agency, role, deputy, until });
  await tellMember(tx, operation, actor.agency, person, 'member.joined');
  await notify(tx, [person], 'membership.gained', { operation });
  return id;
}
