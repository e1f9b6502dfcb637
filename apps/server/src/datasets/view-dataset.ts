import { Injectable } from '@nestjs/common';
import { permissions, type Actor, type CompartmentFacts, type ShareFacts } from '@liaison/authz';
import type { DatasetView, Id, ShareHeader } from '@liaison/contracts';
import { isFetchedAlone, notFound } from '@liaison/domain';
import {
  aliasesOf,
  assessmentsOfDataset,
  consult,
  digestCountsOf,
  findDataset,
  findOperation,
  isTask,
  messagesLinking,
  operationFactsOf,
  releasesOfDataset,
  seatIn,
  seenBy,
  sharesOfDataset,
  threadsAbout,
  touchHeaders,
  touchThreads,
  UnitOfWork,
  type Act,
  type DatasetRow,
  type OperationRow,
  type Stated,
  type Tx,
} from '@liaison/persistence';
import { aboutDataset, touchDataset } from './dataset-facts.js';
import { presentRelease } from './present-release.js';

const shareActions = [
  'share.claim',
  'share.release',
  'share.assign',
  'share.set_status',
  'share.withdraw',
  'assessment.record',
] as const;

/** One dataset with all that the reader may know of it: a consultation with a ground (rule 3). */
@Injectable()
export class ViewDataset {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id, stated: Stated): Promise<DatasetView> {
    return this.unitOfWork.read(actor, 'dataset.view', async (tx, act) => {
      const row = await findDataset(tx, id);
      const operation = row && (await findOperation(tx, row.operation));
      act.in(row?.operation ?? null).as(operation?.role ?? null);
      if (!row) act.touch('dataset', id);
      act.require('dataset.view', { ...placeIn(operation), dataset: aboutDataset(row) });
      if (!row || !operation) throw notFound();
      await openRow(tx, act, actor, row, stated);
      touchDataset(act, row);
      const view = await present(tx, actor, row, operation);
      for (const { id, agency } of view.assessments) act.touch('assessment', id, { version: 1, owner: agency });
      touchHeaders(act, view.messages);
      await touchThreads(tx, act, view.threads);
      return view;
    });
  }
}

const placeIn = (operation: OperationRow | null): CompartmentFacts => ({
  seat: operation?.role ? { role: operation.role } : null,
  phase: operation?.phase ?? 'archived',
});

async function openRow(tx: Tx, act: Act, actor: Actor, row: DatasetRow, stated: Stated): Promise<void> {
  const task = await isTask(tx, actor.person, row.id);
  const { id: object, operation, marking } = row;
  const { h3Text: text } = marking;
  const restriction = text === null || row.registeredBy === actor.person ? null : { object, text };
  const question = { operation, object, task, freeText: isFetchedAlone(marking), restriction };
  await consult(tx, act, actor, question, stated);
}

async function present(tx: Tx, actor: Actor, row: DatasetRow, operation: OperationRow): Promise<DatasetView> {
  const messages = await messagesLinking(tx, row.id);
  const releases = await releasesOfDataset(tx, row.id);
  return {
    ...contentOf(row),
    aliases: await aliasesOf(tx, row.id),
    digestCounts: await digestCountsOf(tx, row.id),
    shares: await sharesWithActions(tx, actor, row, operation),
    assessments: await assessmentsOfDataset(tx, row.id),
    threads: await threadsAbout(tx, row.id, messages),
    messages,
    releases: releases.map((request) => presentRelease(actor, operation, request)),
    seenBy: await seenBy(tx, row.id),
    actions: permissions(actor, ['dataset.edit', 'dataset.share', 'release.request'], {
      ...placeIn(operation),
      ...operationFactsOf(operation),
      dataset: aboutDataset(row),
    }),
  };
}

const contentOf = (row: DatasetRow) => ({
  id: row.id,
  operation: row.operation,
  ref: row.ref,
  origin: row.origin,
  originator: row.originator,
  contributor: row.contributor,
  series: row.series,
  receivedOn: row.receivedOn,
  images: row.images,
  videos: row.videos,
  items: row.items,
  known: row.known,
  age: row.age,
  priority: row.priority,
  icseAction: row.icseAction,
  flags: row.flags,
  note: row.note,
  marking: row.marking,
  version: row.version,
});

async function sharesWithActions(
  tx: Tx,
  actor: Actor,
  row: DatasetRow,
  { phase }: OperationRow,
): Promise<DatasetView['shares']> {
  const shares = [];
  for (const share of await sharesOfDataset(tx, row.id)) {
    const seat = await seatIn(tx, share.compartment, actor.person);
    shares.push({ ...share, actions: permissions(actor, shareActions, { seat, phase, share: factsOf(share, row) }) });
  }
  return shares;
}

function factsOf(share: ShareHeader, { compartment, holder }: DatasetRow): ShareFacts['share'] {
  const home = share.compartment === compartment;
  if (share.withdrawnBy !== null)
    return { originator: share.withdrawnBy, home, withdrawn: true, frozen: false, claimedBy: null, assignee: null };
  const { claimedBy, assignee, frozenBy } = share;
  return { originator: holder, home, withdrawn: false, frozen: frozenBy !== null, claimedBy, assignee };
}
