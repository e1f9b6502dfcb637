import type { Id, Instant } from '@liaison/contracts';
import { textProblem } from '@liaison/domain';
import { IsIn, ValidateBy } from 'class-validator';
import { IsId, MayBeAbsent } from '../platform/input/fields.js';
import { GroundDto } from '../platform/input/ground.dto.js';
import { IsDayOrInstant } from '../platform/input/moments.js';
import { IsPlace } from '../platform/input/place.js';

/** Words and chips, at least one of them; and why, asked once a session where the reader's agency asks for grounds. */
export class SearchDto extends GroundDto {
  @MayBeAbsent()
  @ValidateBy({
    name: 'isQuery',
    validator: {
      validate: (value) => typeof value === 'string' && textProblem(value, { max: 200, empty: true }) === null,
      defaultMessage: () => 'must be at most 200 characters on one line',
    },
  })
  q?: string;

  @MayBeAbsent()
  @IsId()
  operation?: Id;

  @MayBeAbsent()
  @IsId()
  compartment?: Id;

  @MayBeAbsent()
  @IsId()
  from?: Id;

  @MayBeAbsent()
  @IsId()
  agency?: Id;

  @MayBeAbsent()
  @IsId()
  dataset?: Id;

  @MayBeAbsent()
  @IsDayOrInstant()
  before?: Instant;

  @MayBeAbsent()
  @IsDayOrInstant()
  after?: Instant;

  @MayBeAbsent()
  @IsIn(['unread'], { message: 'must be unread' })
  is?: 'unread';

  @MayBeAbsent()
  @IsPlace()
  next?: string;
}
