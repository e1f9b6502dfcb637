import type { CompartmentEventKind, Id } from '@liaison/contracts';
import { findAudience, lockStreams, type Tx } from '@liaison/persistence';

/** Phase and description are events of the compartment of all participants; written at once, others may follow. */
export async function appendToEverybody(tx: Tx, operation: Id, kind: CompartmentEventKind, author: Id): Promise<void> {
  const id = await findAudience(tx, operation, 'all');
  const stream = id === null ? undefined : (await lockStreams(tx, [id])).get(id);
  stream?.append(kind, author, { operation });
  await tx.flush();
}
