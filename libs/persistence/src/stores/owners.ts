import type { Changes, Id, MessageHeader, ShareHeader, ThreadHeader } from '@liaison/contracts';
import type { Act } from '../act.js';
import type { Tx } from '../tx.js';

/** A thread belongs to the agency of who started it: its title is theirs. */
export async function touchThreads(
  tx: Tx,
  act: Act,
  threads: readonly Pick<ThreadHeader, 'id' | 'version'>[],
): Promise<void> {
  if (threads.length === 0) return;
  const owners = await ownersOf(
    tx,
    threads.map(({ id }) => id),
  );
  for (const { id, version } of threads) act.touch('thread', id, { version, owner: owners.get(id) ?? null });
}

export const threadOwner = async (tx: Tx, thread: Id): Promise<Id | null> =>
  (await ownersOf(tx, [thread])).get(thread) ?? null;

async function ownersOf(tx: Tx, threads: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  const rows = await tx.rows<{ thread: Id; agency: Id }>('select * from thread_owners($1)', [threads]);
  return new Map(rows.map((row) => [row.thread, row.agency]));
}

/** Messages shown without their words. A version in a record says that the words of that version were shown. */
export function touchHeaders(act: Act, messages: readonly Pick<MessageHeader, 'id' | 'agency'>[]): void {
  for (const { id, agency } of messages) act.touch('message', id, { owner: agency });
}

function touchShares(act: Act, shares: readonly ShareHeader[]): void {
  for (const share of shares)
    act.touch('dataset', share.dataset, { ref: share.ref, owner: share.withdrawnBy ?? share.originator });
}

/** Everything that a stream's state shows, with whose it is. */
export async function touchChanges(tx: Tx, act: Act, changes: Changes): Promise<void> {
  await touchThreads(tx, act, changes.threads ?? []);
  touchHeaders(act, changes.messages ?? []);
  touchShares(act, changes.shares ?? []);
}
