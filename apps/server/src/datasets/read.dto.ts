import type { Id } from '@liaison/contracts';
import {
  countries,
  datasetStatuses,
  knownStates,
  priorities,
  type DatasetStatus,
  type Known,
  type Priority,
} from '@liaison/domain';
import { IsIn } from 'class-validator';
import { IsId, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';
import { IsPageSize } from '../platform/input/numbers.js';
import { IsPlace } from '../platform/input/place.js';

const kinds = ['likely_country', 'not_country'] as const;

/** Filters of the register and the place in it. */
export class RegisterQueryDto {
  @MayBeAbsent()
  @IsId()
  compartment?: Id;

  @MayBeAbsent()
  @IsOneOf(datasetStatuses)
  status?: DatasetStatus;

  @MayBeAbsent()
  @IsId()
  origin?: Id;

  @MayBeAbsent()
  @IsOneOf(priorities)
  priority?: Priority;

  @MayBeAbsent()
  @IsOneOf(knownStates)
  known?: Known;

  @MayBeAbsent()
  @IsIn(['mine'], { message: 'must be mine' })
  task?: 'mine';

  @MayBeAbsent()
  @IsIn(countries, { message: 'must be a country of ISO 3166-1, for example RO' })
  country?: string;

  @MayBeAbsent()
  @IsOneOf(kinds)
  assessed?: (typeof kinds)[number];

  @MayBeAbsent()
  @IsText('title')
  q?: string;

  @MayBeAbsent()
  @IsPlace()
  next?: string;

  @MayBeAbsent()
  @IsPageSize(500)
  limit?: number;
}

export class FindQueryDto {
  @IsText('title')
  q!: string;

  /** Says of each find whether this compartment has it. */
  @MayBeAbsent()
  @IsId()
  compartment?: Id;
}
