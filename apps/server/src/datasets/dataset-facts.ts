import type { DatasetFacts, ShareFacts } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { findDataset, findShare, findShareOf, type Act, type DatasetRow, type ShareState } from '@liaison/persistence';
import type { CommandScope } from '../platform/commands/command-handler.js';
import { compartmentFacts } from '../platform/commands/in-scope.js';

export const aboutDataset = (dataset: DatasetRow | null): DatasetFacts['dataset'] =>
  dataset && { originator: dataset.holder, contributor: dataset.contributor };

const aboutShare = (share: ShareState | null): ShareFacts['share'] =>
  share && {
    originator: share.withdrawnBy ?? share.holder ?? '',
    home: share.home,
    withdrawn: share.withdrawnBy !== null,
    claimedBy: share.claimedBy,
    assignee: share.assignee,
  };

/** Of a dataset that the actor meets anywhere; the command's compartment may be the one that is to receive it. */
export async function datasetFacts(scope: CommandScope, input: { readonly dataset: Id }): Promise<DatasetFacts> {
  return { ...(await compartmentFacts(scope)), dataset: aboutDataset(await findDataset(scope.tx, input.dataset)) };
}

/** Of a dataset that lives in the command's compartment, or is shared with it. */
export async function datasetHereFacts(scope: CommandScope, input: { readonly dataset: Id }): Promise<DatasetFacts> {
  const share = await findShareOf(scope.tx, scope.stream.id, input.dataset);
  const facts = await datasetFacts(scope, input);
  return share?.withdrawnBy === null ? facts : { ...facts, dataset: null };
}

export async function shareFacts(scope: CommandScope, input: { readonly share: Id }): Promise<ShareFacts> {
  const found = await findShare(scope.tx, scope.stream.id, input.share);
  return { ...(await compartmentFacts(scope)), share: aboutShare(found) };
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
