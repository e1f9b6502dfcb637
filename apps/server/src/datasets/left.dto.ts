import { leftAnswers, type LeftAnswerInput, type Id } from '@liaison/contracts';
import { AreIds, IsOneOf, MayBeAbsent } from '../platform/input/fields.js';

export class LeftAnswerDto implements LeftAnswerInput {
  @IsOneOf(leftAnswers)
  answer!: LeftAnswerInput['answer'];

  @AreIds(1, 500)
  datasets!: readonly Id[];

  @MayBeAbsent()
  @AreIds(1, 500)
  keep?: readonly Id[];
}
