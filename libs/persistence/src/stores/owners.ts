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
  const ids = threads.map(({ id }) => id);
  touchOwned(act, threads, await threadOwners(tx, ids));
}

function touchOwned(act: Act, threads: readonly Pick<ThreadHeader, 'id' | 'version'>[], owners: ThreadOwners): void {
  for (const { id, version } of threads) act.touch('thread', id, { version, owner: owners.get(id) ?? null });
}

/** The agencies whose threads they are. */
export type ThreadOwners = ReadonlyMap<Id, Id>;

export async function threadOwners(tx: Tx, threads: readonly Id[]): Promise<ThreadOwners> {
  if (threads.length === 0) return new Map();
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
  const ids = (changes.threads ?? []).map(({ id }) => id);
  touchOwnedChanges(act, changes, await threadOwners(tx, ids));
}

/** The same where it is known whose threads they are. */
export function touchOwnedChanges(act: Act, changes: Changes, owners: ThreadOwners): void {
  touchOwned(act, changes.threads ?? [], owners);
  touchHeaders(act, changes.messages ?? []);
  touchShares(act, changes.shares ?? []);
}
