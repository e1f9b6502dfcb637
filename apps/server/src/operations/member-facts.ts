import type { Id, MemberView } from '@liaison/contracts';
import type { MemberFacts } from '@liaison/authz';
import { conflict, notFound, type MemberRole } from '@liaison/domain';
import { countOtherLeads, findMember, type Tx } from '@liaison/persistence';
import type { Standing } from './stand.js';

/** What an act on a member is decided on. A member of another agency and nobody at all are refused alike. */
export async function memberFacts(
  tx: Tx,
  { row, facts }: Standing,
  id: Id,
  role?: MemberRole,
): Promise<{ readonly facts: MemberFacts; readonly member: MemberView | null }> {
  const member = row && (await findMember(tx, row.id, id));
  const target = { agency: member?.person.agency ?? '', role: role ?? member?.role ?? 'observer' };
  return { member, facts: { ...facts, target } };
}

/** The member of an act that has been decided on. */
export function present(member: MemberView | null): MemberView {
  if (!member) throw notFound();
  return member;
}

/** An operation keeps a lead, whatever becomes of this one. */
export async function refuseLastLead(tx: Tx, operation: Id, member: MemberView): Promise<void> {
  if (member.role !== 'lead' || (await countOtherLeads(tx, operation, member.id)) > 0) return;
  throw conflict('last_lead', 'The operation would have no lead left. Name another one first.');
}
