import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ReleaseAnswerInput, ReleaseRequestView } from '@liaison/contracts';
import { conflict, highest, invalid, markingProblem, newId, notFound } from '@liaison/domain';
import {
  answerRelease,
  findOperation,
  findRelease,
  lockRelease,
  operationFactsOf,
  releaseDataset,
  releasePlace,
  UnitOfWork,
  type Act,
  type ReleaseRow,
  type Tx,
} from '@liaison/persistence';
import { presentRelease, releaseFacts } from './present-release.js';

/** The coordinator of whoever decides on the dataset, or a member they delegated, says yes, yes with conditions, or no. */
@Injectable()
export class AnswerRelease {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id, input: ReleaseAnswerInput): Promise<ReleaseRequestView> {
    const conditions = conditionsOf(input);
    return this.unitOfWork.run(actor, 'release.answer', async (tx, act) => {
      const request = await findRelease(tx, id);
      const operation = request && (await findOperation(tx, request.operation));
      act.in(request?.operation ?? null).as(operation?.role ?? null);
      act.touch('release', id, { ref: request?.ref ?? null, owner: actor.agency });
      const isLate = request?.state === 'expired';
      const asked = request && releaseFacts(request);
      const facts = { ...operationFactsOf(operation), request: asked && { ...asked, open: asked.open || isLate } };
      act.require('release.answer', facts);
      if (!request) throw notFound();
      if (isLate) throw conflict('expired', 'The request has run out. Nothing was given; they can ask again.');
      if (input.state !== 'refused') await give(tx, act, request, input.audience);
      await answerRelease(tx, id, input.state, conditions, newId());
      const after = await findRelease(tx, id);
      // With the grant its originator may have come to decide on it: then this was the last that they see of it.
      return presentRelease(
        actor,
        operation,
        after ?? { ...request, state: input.state, conditions, holder: null, goesTo: null },
      );
    });
  }
}

function conditionsOf({ state, conditions }: ReleaseAnswerInput): string | null {
  if (state === 'granted_with_conditions' && conditions === undefined)
    throw invalid('conditions', 'must say under which conditions');
  if (state !== 'granted_with_conditions' && conditions !== undefined)
    throw invalid('conditions', 'must be left out unless it is granted with conditions');
  return conditions ?? null;
}

/** Whether the dataset can stand where it is asked for, said in words before the database would refuse without. */
async function give(tx: Tx, act: Act, request: ReleaseRow, seen: readonly Id[] = request.audience): Promise<void> {
  await lockRelease(tx, request.id);
  const place = await releasePlace(tx, request.id);
  const dataset = await releaseDataset(tx, request.id);
  if (!place || !dataset) throw notFound();
  const added = place.audience.filter((agency) => !seen.includes(agency));
  if (added.length > 0)
    throw conflict(
      'audience_changed',
      'The audience has grown since it was asked for. Nothing was given; look at who would get it now.',
      { audience: place.audience, added: added.map((agency) => ({ agency, person: null })) },
    );
  const problem = markingProblem(highest(dataset.marking, place.floor), place);
  if (problem) throw conflict('marking', `It cannot go there: ${problem}.`);
  if (!place.meetsOriginator)
    throw conflict(
      'originator_first',
      'Its originator takes part and decides who has it: share it with the originator first.',
    );
  act
    .touch('dataset', dataset.dataset, { version: dataset.version, ref: request.ref, owner: dataset.originator })
    .disclosedTo(place.audience);
  tx.touched.add(`compartment:${request.compartment}`);
}
