import type { Classification, OperationPhase, OperationTemplate } from '@liaison/domain';
import { classifications, operationTemplates } from '@liaison/domain';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, Matches } from 'class-validator';
import { IsId, IsOneOf, IsText, IsVersion, MayBeAbsent } from '../platform/input/fields.js';
import { IsDay } from '../platform/input/moments.js';
import { IsTextEach } from '../platform/input/is-text-each.js';
import { IsWhole } from '../platform/input/numbers.js';

const codeName = { message: 'must be 3 to 40 letters, digits, spaces or hyphens, beginning with a letter' };
const ceiling = { message: 'must be UNCLASSIFIED-BPL or R-UE/EU-R: this system is not accredited for anything higher' };
const IsRetention = (): PropertyDecorator => IsWhole(30, 3_650, 'must be 30 to 3650 days');
const grounds = { message: 'must be a list of 1 to 20 grounds' };
const startedPhases = ['active', 'dissemination', 'follow_up'] as const satisfies readonly OperationPhase[];

export class OpenOperationDto {
  @Matches(/^[A-Za-z][A-Za-z0-9 -]{1,38}[A-Za-z0-9]$/, codeName)
  readonly codeName!: string;

  @IsOneOf(operationTemplates)
  readonly template!: OperationTemplate;

  @IsText('note', { multiline: true })
  readonly purpose!: string;

  @IsText('note', { multiline: true })
  readonly legalBasis!: string;

  @IsArray(grounds)
  @ArrayMinSize(1, grounds)
  @ArrayMaxSize(20, grounds)
  @ArrayUnique({ message: 'must name each ground once' })
  @IsTextEach('name')
  readonly grounds!: readonly string[];

  @IsId()
  readonly deputyLead!: string;

  @IsDay()
  readonly startsOn!: string;

  @IsDay()
  readonly endsOn!: string;

  @IsIn(classifications, ceiling)
  readonly ceiling!: Classification;

  @IsRetention()
  readonly retentionDays!: number;
}

export class EditOperationDto {
  @IsVersion()
  readonly version!: number;

  @MayBeAbsent()
  @IsText('note', { multiline: true })
  readonly purpose?: string;

  @MayBeAbsent()
  @IsText('note', { multiline: true })
  readonly legalBasis?: string;

  @MayBeAbsent()
  @IsArray(grounds)
  @ArrayMinSize(1, grounds)
  @ArrayMaxSize(20, grounds)
  @ArrayUnique({ message: 'must name each ground once' })
  @IsTextEach('name')
  readonly grounds?: readonly string[];

  @MayBeAbsent()
  @IsDay()
  readonly startsOn?: string;

  @MayBeAbsent()
  @IsDay()
  readonly endsOn?: string;

  @MayBeAbsent()
  @IsIn(classifications, ceiling)
  readonly ceiling?: Classification;

  @MayBeAbsent()
  @IsRetention()
  readonly retentionDays?: number;
}

export class ChangePhaseDto {
  @IsVersion()
  readonly version!: number;

  /** Closing takes two people and is not this door's. */
  @IsOneOf(startedPhases)
  readonly phase!: (typeof startedPhases)[number];
}
