import type { Id } from '@liaison/contracts';
import { endParticipation, endSides, membersOfAgency, notify, type Tx } from '@liaison/persistence';

/** An agency leaves, whoever decided it: every compartment, every seat and every membership ends in this transaction. */
export async function leaveOperation(
  tx: Tx,
  operation: Id,
  agency: Id,
  as: 'declined' | 'withdrawn' | 'removed',
): Promise<void> {
  const people = await membersOfAgency(tx, operation, agency);
  await endParticipation(tx, operation, agency, as);
  await endSides(tx, operation, agency, null);
  await notify(tx, people, 'membership.lost', { operation });
}
