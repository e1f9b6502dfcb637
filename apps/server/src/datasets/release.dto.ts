import type { Id, ReleaseAnswerInput, ReleaseInput } from '@liaison/contracts';
import { ArrayMaxSize, ArrayUnique, IsArray, Matches } from 'class-validator';
import { IsId, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';
import { IsPageSize } from '../platform/input/numbers.js';

const answers = ['granted', 'granted_with_conditions', 'refused'] as const;
const agencies = { message: 'must be a list of up to 200 ids, each once' };

export class ReleaseDto implements ReleaseInput {
  @Matches(/^[A-Za-z0-9]{2,12}-[0-9A-Za-z]{4}$/, { message: 'must be a reference such as VIDTF17-7K3Q' })
  reference!: string;

  @IsId()
  compartment!: Id;

  @IsText('reason', { multiline: true })
  reason!: string;
}

export class ReleasesQueryDto {
  /** The last of the page before. */
  @MayBeAbsent()
  @IsId()
  next?: Id;

  @MayBeAbsent()
  @IsPageSize(500)
  limit?: number;
}

export class ReleaseAnswerDto implements ReleaseAnswerInput {
  @IsOneOf(answers)
  state!: (typeof answers)[number];

  @MayBeAbsent()
  @IsText('reason', { multiline: true })
  conditions?: string;

  @MayBeAbsent()
  @IsArray(agencies)
  @ArrayMaxSize(200, agencies)
  @ArrayUnique(agencies)
  @IsId({ each: true })
  audience?: readonly Id[];
}
