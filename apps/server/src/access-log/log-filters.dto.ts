import type { Id, Instant, LogFilters } from '@liaison/contracts';
import { recordClasses, type RecordClass } from '@liaison/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches } from 'class-validator';
import { IsId, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';
import { IsDayOrInstant, IsZone } from '../platform/input/moments.js';
import { IsPlace } from '../platform/input/place.js';

const classes = { message: `must be classes such as ${recordClasses[2]}, each once` };

/** An object's reference. */
export const IsReference = (): PropertyDecorator =>
  Matches(/^[A-Z0-9]{2,12}-[0-9A-Z]{4}$/, { message: 'must be a reference such as VIDTF17-7K3Q' });

/** What an auditor asks: who, what, when, outcome, ground. */
export class LogFiltersDto implements LogFilters {
  @MayBeAbsent()
  @IsDayOrInstant()
  from?: Instant;

  @MayBeAbsent()
  @IsDayOrInstant()
  to?: Instant;

  @MayBeAbsent()
  @IsId()
  operation?: Id;

  @MayBeAbsent()
  @IsId()
  person?: Id;

  @MayBeAbsent()
  @IsId()
  agency?: Id;

  @MayBeAbsent()
  @IsId()
  object?: Id;

  @MayBeAbsent()
  @IsReference()
  reference?: string;

  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray(classes)
  @ArrayMinSize(1, classes)
  @ArrayMaxSize(recordClasses.length, classes)
  @ArrayUnique(classes)
  @IsOneOf(recordClasses, { each: true })
  class?: RecordClass[];

  @MayBeAbsent()
  @Matches(/^[a-z]{2,20}\.[a-z_]{2,30}$/, { message: 'must be an act such as dataset.view' })
  act?: string;

  @MayBeAbsent()
  @IsOneOf(['success', 'failure'])
  outcome?: 'success' | 'failure';

  @MayBeAbsent()
  @IsOneOf(['stated', 'missing'])
  ground?: 'stated' | 'missing';

  @MayBeAbsent()
  @IsText('reason')
  groundText?: string;

  @MayBeAbsent()
  @IsOneOf(['hidden'])
  ownActs?: 'hidden';
}

export class LogPageDto extends LogFiltersDto {
  @MayBeAbsent()
  @IsPlace()
  next?: string;
}

export class LogCountsDto extends LogFiltersDto {
  @MayBeAbsent()
  @IsZone()
  zone?: string;
}
