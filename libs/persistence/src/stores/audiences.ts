import type { Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** Every stream of the operation may have something new: the hint goes to all, and each is read as its reader may. */
async function touchOperation(tx: Tx, operation: Id): Promise<void> {
  const rows = await tx.rows<{ id: Id }>('select streams_of_operation($1) as id', [operation]);
  for (const { id } of rows) tx.touched.add(`compartment:${id}`);
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
  await touchOperation(tx, operation);
}
