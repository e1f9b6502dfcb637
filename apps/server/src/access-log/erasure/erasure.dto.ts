import type { Id, NewErasure, NewLegalHold } from '@liaison/contracts';
import {
  erasureBases,
  holdKinds,
  recordClasses,
  retentionLimits,
  type ErasureBasis,
  type HoldKind,
  type RecordClass,
} from '@liaison/domain';
import { IsId, IsOneOf, IsText, MayBeAbsent } from '../../platform/input/fields.js';
import { IsDayOrInstant } from '../../platform/input/moments.js';
import { IsWhole } from '../../platform/input/numbers.js';

const { least, most } = retentionLimits;

export class NewErasureDto implements NewErasure {
  @IsId()
  readonly person!: Id;

  @IsOneOf(erasureBases)
  readonly basis!: ErasureBasis;
}

/** Which class, in the path. */
export class RetentionClassDto {
  @IsOneOf(recordClasses)
  readonly class!: RecordClass;
}

export class RetentionDto {
  @IsWhole(least, most, `must be a number of days from ${least} to ${most}`)
  readonly days!: number;
}

export class NewLegalHoldDto implements NewLegalHold {
  @IsOneOf(holdKinds)
  readonly kind!: HoldKind;

  @IsId()
  readonly subject!: Id;

  @MayBeAbsent()
  @IsDayOrInstant()
  readonly from?: string;

  @MayBeAbsent()
  @IsDayOrInstant()
  readonly to?: string;

  @IsText('reason')
  readonly reason!: string;
}

export class LiftHoldDto {
  @IsText('reason')
  readonly reason!: string;
}
