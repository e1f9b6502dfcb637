import type { Id, Instant } from '@liaison/contracts';
import { recordClasses, type RecordClass } from '@liaison/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsISO8601, IsOptional, MaxLength } from 'class-validator';
import { IsId } from '../platform/input/fields.js';

const instant = { message: 'must be a day or an instant such as 2025-09-15T08:00:00Z' };

/** What an auditor asks: who, what, when, outcome. */
export class LogDto {
  @IsOptional()
  @IsISO8601({ strict: true }, instant)
  @MaxLength(30, instant)
  from?: Instant;

  @IsOptional()
  @IsISO8601({ strict: true }, instant)
  @MaxLength(30, instant)
  to?: Instant;

  @IsOptional()
  @IsId()
  operation?: Id;

  @IsOptional()
  @IsId()
  person?: Id;

  @IsOptional()
  @IsId()
  agency?: Id;

  @IsOptional()
  @IsId()
  object?: Id;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray({ message: `must be classes such as ${recordClasses[2]}` })
  @ArrayMaxSize(recordClasses.length, { message: 'must name each class once' })
  @IsIn(recordClasses, { each: true, message: `must be one of ${recordClasses.join(', ')}` })
  class?: RecordClass[];

  @IsOptional()
  @IsIn(['success', 'failure'], { message: 'must be success or failure' })
  outcome?: 'success' | 'failure';

  @IsOptional()
  @MaxLength(120, { message: 'must be the place you were given' })
  next?: string;
}
