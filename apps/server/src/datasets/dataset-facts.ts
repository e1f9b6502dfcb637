import type { CompartmentFacts, DatasetFacts, ShareFacts } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import {
  findDataset,
  findShare,
  findShareOf,
  seatIn,
  type Act,
  type DatasetRow,
  type ShareState,
} from '@liaison/persistence';
import type { CommandScope } from '../platform/commands/command-handler.js';

/** The actor's seat in the command's compartment, read under its lock. */
export const seatFacts = async ({ tx, actor, stream }: CommandScope): Promise<CompartmentFacts> => ({
  seat: await seatIn(tx, stream.id, actor.person),
  phase: stream.phase,
});

export const aboutDataset = (dataset: DatasetRow | null): DatasetFacts['dataset'] =>
  dataset && { originator: dataset.holder, contributor: dataset.contributor };

export const aboutShare = (share: ShareState | null): ShareFacts['share'] =>
  share && {
    originator: share.withdrawnBy ?? share.holder ?? '',
    home: share.home,
    withdrawn: share.withdrawnBy !== null,
    frozen: share.frozenBy !== null,
    claimedBy: share.claimedBy,
    assignee: share.assignee,
  };

/** Of a dataset that the actor meets anywhere; the command's compartment may be the one that is to receive it. */
export async function datasetFacts(scope: CommandScope, id: Id): Promise<DatasetFacts> {
  return { ...(await seatFacts(scope)), dataset: aboutDataset(await findDataset(scope.tx, id)) };
}

/** Of a dataset that lives in the command's compartment, or is shared with it. */
export async function datasetHereFacts(scope: CommandScope, id: Id): Promise<DatasetFacts> {
  const share = await findShareOf(scope.tx, scope.stream.id, id);
  const facts = await datasetFacts(scope, id);
  return share?.withdrawnBy === null ? facts : { ...facts, dataset: null };
}

export async function shareFacts(scope: CommandScope, id: Id): Promise<ShareFacts> {
  return { ...(await seatFacts(scope)), share: aboutShare(await findShare(scope.tx, scope.stream.id, id)) };
}

/** What a decision has already found to be there. */
export async function dataset(scope: CommandScope, id: Id): Promise<DatasetRow> {
  const found = await findDataset(scope.tx, id);
  if (!found) throw notFound();
  touchDataset(scope.act, found);
  return found;
}

export async function share({ tx, act, stream }: CommandScope, id: Id): Promise<ShareState> {
  const found = await findShare(tx, stream.id, id);
  if (!found) throw notFound();
  act
    .touch('share', found.id, { version: found.version, ref: found.ref, owner: found.holder })
    .touch('dataset', found.dataset, { ref: found.ref, owner: found.holder });
  return found;
}

export const touchDataset = (act: Act, { id, version, ref, holder }: DatasetRow): Act =>
  act.touch('dataset', id, { version, ref, owner: holder });

/** The version on the person's screen must be the one there is. */
export function requireVersion(now: number, seen: number): void {
  if (now === seen) return;
  throw conflict('stale_version', 'The dataset has changed since you looked. Nothing was written.', { version: now });
}
