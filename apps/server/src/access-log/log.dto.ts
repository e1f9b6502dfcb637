import type { Id, Instant } from '@liaison/contracts';
import { recordClasses, type RecordClass } from '@liaison/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, Matches } from 'class-validator';
import { IsId, IsOneOf, MayBeAbsent } from '../platform/input/fields.js';
import { IsDayOrInstant } from '../platform/input/moments.js';
import { IsPlace } from '../platform/input/place.js';

/** What an auditor asks: who, what, when, outcome. */
export class LogDto {
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
  @Matches(/^[A-Z0-9]{2,12}-[0-9A-Z]{4}$/, { message: 'must be a reference such as VIDTF17-7K3Q' })
  reference?: string;

  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray({ message: `must be classes such as ${recordClasses[2]}` })
  @ArrayMaxSize(recordClasses.length, { message: 'must name each class once' })
  @IsOneOf(recordClasses, { each: true })
  class?: RecordClass[];

  @MayBeAbsent()
  @IsIn(['success', 'failure'], { message: 'must be success or failure' })
  outcome?: 'success' | 'failure';

  @MayBeAbsent()
  @IsPlace()
  next?: string;
}
