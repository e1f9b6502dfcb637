import type { CommandInputs, Id } from '@liaison/contracts';
import {
  confidences,
  countries,
  datasetStatuses,
  likelihoods,
  type Confidence,
  type DatasetStatus,
  type Likelihood,
} from '@liaison/domain';
import { IsIn } from 'class-validator';
import { IsId, IsOneOf, IsText, IsVersion, MayBeAbsent } from '../platform/input/fields.js';

export class ShareDatasetDto implements Readonly<CommandInputs['dataset.share']> {
  @IsId()
  dataset!: Id;
}

export class WithdrawShareDto implements Readonly<CommandInputs['share.withdraw']> {
  @IsId()
  share!: Id;
}

class OfShareDto {
  @IsId()
  share!: Id;

  @IsVersion()
  version!: number;
}

export class ClaimShareDto extends OfShareDto implements Readonly<CommandInputs['share.claim']> {}

export class ReleaseShareDto extends OfShareDto implements Readonly<CommandInputs['share.release']> {}

export class AssignShareDto extends OfShareDto implements Readonly<CommandInputs['share.assign']> {
  @IsId()
  person!: Id;
}

export class SetShareStatusDto extends OfShareDto implements Readonly<CommandInputs['share.set_status']> {
  @IsOneOf(datasetStatuses)
  status!: DatasetStatus;
}

const kinds = ['likely_country', 'not_country'] as const;

export class RecordAssessmentDto implements Readonly<CommandInputs['assessment.record']> {
  @IsId()
  share!: Id;

  @IsOneOf(kinds)
  kind!: (typeof kinds)[number];

  @IsIn(countries, { message: 'must be a country of ISO 3166-1, for example RO' })
  country!: string;

  @IsOneOf(likelihoods)
  likelihood!: Likelihood;

  @IsOneOf(confidences)
  confidence!: Confidence;

  @MayBeAbsent()
  @IsText('note', { multiline: true })
  note?: string;

  @MayBeAbsent()
  @IsId()
  supersedes?: Id;
}
