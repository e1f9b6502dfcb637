import type { Id, ReleaseAnswerInput, ReleaseInput } from '@liaison/contracts';
import { Matches } from 'class-validator';
import { AreIds, IsId, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';
import { IsPageSize } from '../platform/input/numbers.js';

const answers = ['granted', 'granted_with_conditions', 'refused'] as const;

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
  @AreIds(0, 200)
  audience?: readonly Id[];
}
