import type { Day, Id, NewAnomalyAnswer, NewLogEnquiry, NewSavedLogQuery } from '@liaison/contracts';
import { anomalyKinds, anomalyStates, type AnomalyKind, type AnomalyState } from '@liaison/domain';
import { IsId, IsNested, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';
import { IsDay } from '../platform/input/moments.js';
import { IsWhole } from '../platform/input/numbers.js';
import { LogFiltersDto } from './log-filters.dto.js';

export class SavedLogQueryDto implements NewSavedLogQuery {
  @IsText('name')
  readonly name!: string;

  @IsNested(() => LogFiltersDto)
  readonly filters!: LogFiltersDto;

  @MayBeAbsent()
  @IsWhole(1, 24 * 366, 'must be a number of hours, up to a year of them')
  readonly withinHours?: number;
}

export class AnomaliesDto {
  @MayBeAbsent()
  @IsDay()
  readonly from?: Day;

  @MayBeAbsent()
  @IsDay()
  readonly to?: Day;
}

/** Which anomaly, in the path. */
export class AnomalyNameDto {
  @IsOneOf(anomalyKinds)
  readonly kind!: AnomalyKind;

  @IsId()
  readonly person!: Id;

  @IsDay()
  readonly day!: Day;
}

export class AnomalyAnswerDto implements NewAnomalyAnswer {
  @IsOneOf(anomalyStates)
  readonly state!: AnomalyState;

  @IsText('reason')
  readonly why!: string;
}

export class LogEnquiryDto implements NewLogEnquiry {
  @IsId()
  readonly record!: Id;

  @IsText('note', { multiline: true })
  readonly question!: string;
}

export class EnquiryAnswerDto {
  @IsText('note', { multiline: true })
  readonly answer!: string;
}
