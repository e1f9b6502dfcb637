import type { Id, Instant } from '@liaison/contracts';
import { textProblem } from '@liaison/domain';
import { IsIn, IsISO8601, IsOptional, MaxLength, ValidateBy } from 'class-validator';
import { IsId } from '../platform/input/fields.js';

const instant = { message: 'must be a day or an instant such as 2025-09-15T08:00:00Z' };

/** Words and chips. At least one of them. */
export class SearchDto {
  @IsOptional()
  @ValidateBy({
    name: 'isQuery',
    validator: {
      validate: (value) => typeof value === 'string' && textProblem(value, { max: 200, empty: true }) === null,
      defaultMessage: () => 'must be at most 200 characters on one line',
    },
  })
  q?: string;

  @IsOptional()
  @IsId()
  operation?: Id;

  @IsOptional()
  @IsId()
  compartment?: Id;

  @IsOptional()
  @IsId()
  from?: Id;

  @IsOptional()
  @IsId()
  agency?: Id;

  @IsOptional()
  @IsId()
  dataset?: Id;

  @IsOptional()
  @IsISO8601({ strict: true }, instant)
  @MaxLength(30, instant)
  before?: Instant;

  @IsOptional()
  @IsISO8601({ strict: true }, instant)
  @MaxLength(30, instant)
  after?: Instant;

  @IsOptional()
  @IsIn(['unread'], { message: 'must be unread' })
  is?: 'unread';

  @IsOptional()
  @MaxLength(120, { message: 'must be the place you were given' })
  next?: string;
}
