import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ImportCommitInput, ImportView } from '@liaison/contracts';
import { conflict, invalid, notFound } from '@liaison/domain';
import {
  audienceOf,
  countRows,
  endImport,
  findImport,
  knownOf,
  lockImport,
  lockPlacesOf,
  lockStreams,
  participantsOf,
  seatIn,
  sidesSince,
  UnitOfWork,
  type Act,
  type ImportJob,
  type LockedStream,
  type Tx,
} from '@liaison/persistence';
import { requireStanding } from '../dataset-marking.js';
import { CommitRows } from './commit-rows.js';
import { placeOfImport } from './import-place.js';
import { presentImport } from './present-import.js';

/** Registers what was staged, in one transaction: all of it or nothing, under one record. */
@Injectable()
export class CommitImport {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, input: ImportCommitInput): Promise<ImportView> {
    return this.unitOfWork.run(actor, 'import.run', async (tx, act) => {
      await placeOfImport(tx, act, operation);
      const job = await readyJob(tx, operation, id, input);
      act.touch('import', id, { owner: actor.agency });
      const wanted = input.shareTo === undefined ? job.shareTo : input.shareTo;
      const shareTo = wanted === job.compartment ? null : wanted;
      const places = [job.compartment, ...(shareTo ? [shareTo] : [])];
      if (input.known === 'update') await lockPlacesOf(tx, await knownOf(tx, id), places);
      const streams = await lockStreams(tx, places);
      const home = streams.get(job.compartment);
      const target = shareTo ? (streams.get(shareTo) ?? null) : null;
      if (!home || (shareTo && target?.operation !== operation)) throw notFound();
      await decide(tx, act, actor, home, target, input.memberVer);
      const participants = await participantsOf(tx, operation);
      const rows = new CommitRows({ tx, act, actor, job, home, target, participants, known: input.known });
      const done = await rows.run();
      await endImport(tx, id, { state: 'committed', done, shareTo });
      act.in(operation, home.id).disclosedTo(await audienceOf(tx, target?.id ?? home.id));
      for (const [name, count] of Object.entries(done)) act.note(name, count as number);
      const after = await findImport(tx, operation, id);
      return presentImport(tx, after ?? job, null);
    });
  }
}

async function readyJob(tx: Tx, operation: Id, id: Id, input: ImportCommitInput): Promise<ImportJob> {
  const job = await lockImport(tx, operation, id);
  if (!job) throw notFound();
  if (job.state !== 'ready') throw conflict('import_state', `The import is ${job.state}; it cannot be committed.`);
  const { error } = await countRows(tx, id);
  if (input.rows === 'all' && error > 0)
    throw conflict('rows_with_errors', 'There are rows with errors. Mend the file, or commit the good rows alone.', {
      error,
    });
  return job;
}

/** The same decisions as for registering and sharing by hand; rows of foreign origins were decided when they were read. */
async function decide(
  tx: Tx,
  act: Act,
  actor: Actor,
  home: LockedStream,
  target: LockedStream | null,
  memberVer: number | undefined,
): Promise<void> {
  const { phase } = home;
  const seat = await seatIn(tx, home.id, actor.person);
  act.require('dataset.register', { seat, phase, origin: actor.agency, atHome: home.kind === 'agency' });
  if (!target) return;
  const there = await seatIn(tx, target.id, actor.person);
  const own = { originator: actor.agency, contributor: actor.agency };
  act.require('dataset.share', { seat: there, phase, dataset: own });
  if (memberVer === undefined) throw invalid('memberVer', 'must be the audience on your screen');
  const added = await sidesSince(tx, target.id, memberVer);
  if (added.length > 0)
    throw conflict(
      'audience_changed',
      'The audience has grown since you began. Nothing was written; look at who reads it now.',
      {
        memberVer: target.memberVer,
        added,
      },
    );
  await requireStanding(tx, target, home.marking);
}
