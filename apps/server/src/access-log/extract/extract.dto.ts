import type { Id, Instant } from '@liaison/contracts';
import { IsId, MayBeAbsent } from '../../platform/input/fields.js';
import { IsInstant } from '../../platform/input/moments.js';

/** Of which range, and of which operation; without one the records that belong to none. */
export class ExtractDto {
  @IsInstant()
  from!: Instant;

  /** Left out: until a minute ago. */
  @MayBeAbsent()
  @IsInstant()
  to?: Instant;

  @MayBeAbsent()
  @IsId()
  operation?: Id;
}
