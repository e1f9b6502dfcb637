import { leftAnswers, type LeftAnswerInput, type Id } from '@liaison/contracts';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IsId, MayBeAbsent } from '../platform/input/fields.js';

const some = { message: 'must be a list of 1 to 500 ids, each once' };

export class LeftAnswerDto implements LeftAnswerInput {
  @IsIn(leftAnswers, { message: `must be one of ${leftAnswers.join(', ')}` })
  answer!: LeftAnswerInput['answer'];

  @IsArray(some)
  @ArrayMinSize(1, some)
  @ArrayMaxSize(500, some)
  @ArrayUnique(some)
  @IsId({ each: true })
  datasets!: readonly Id[];

  @MayBeAbsent()
  @IsArray(some)
  @ArrayMinSize(1, some)
  @ArrayMaxSize(500, some)
  @ArrayUnique(some)
  @IsId({ each: true })
  keep?: readonly Id[];
}
