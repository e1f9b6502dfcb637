import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LeftAnswerInput, LeftItem, Id } from '@liaison/contracts';
import { conflict, invalid } from '@liaison/domain';
import {
  answerLeft,
  findOperation,
  leftItems,
  operationFactsOf,
  UnitOfWork,
  type AnsweredShare,
} from '@liaison/persistence';

/**
 * An agency that has left says what becomes of its items: they go on as they are, in some of their audiences, or in
 * none. For all that were asked or for none; answers what there is now.
 */
@Injectable()
export class AnswerLeft {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, input: LeftAnswerInput): Promise<readonly LeftItem[]> {
    const kept = keptBy(input);
    return this.unitOfWork.run(actor, 'share.answer_left', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act
        .in(place && operation)
        .as(place?.role ?? null)
        .note('answer', input.answer);
      act.require('share.answer_left', operationFactsOf(place));
      const answered = await answerLeft(tx, operation, input.datasets, kept);
      if (!isWhole(answered, input))
        throw conflict('not_left', 'Not all of these are items that your agency left there. Nothing was changed.');
      for (const { share, dataset, ref, version } of answered)
        act
          .touch('share', share, { version, ref, owner: actor.agency })
          .touch('dataset', dataset, { ref, owner: actor.agency });
      return leftItems(tx, operation);
    });
  }
}

/** The shares that stay; null for all of them. */
function keptBy({ answer, keep }: LeftAnswerInput): readonly Id[] | null {
  if ((answer === 'narrow') !== (keep !== undefined))
    throw invalid('keep', 'must name the audiences that stay when the answer is narrow, and be left out otherwise');
  return answer === 'keep' ? null : (keep ?? []);
}

/** Another coordinator's answer, another agency's dataset and nothing at all are refused alike. */
function isWhole(answered: readonly AnsweredShare[], { datasets, keep = [] }: LeftAnswerInput): boolean {
  const met = new Set(answered.map(({ dataset }) => dataset));
  const stay = new Set(answered.filter(({ stays }) => stays).map(({ share }) => share));
  return datasets.every((id) => met.has(id)) && keep.every((id) => stay.has(id));
}
