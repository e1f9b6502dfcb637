import type { Id, Instant, NewLogSubscription } from '@liaison/contracts';
import { IsId, IsText, MayBeAbsent } from '../../platform/input/fields.js';
import { IsInstant } from '../../platform/input/moments.js';

export class LogSubscriptionDto implements NewLogSubscription {
  @IsText('name')
  readonly destination!: string;

  @MayBeAbsent()
  @IsId()
  readonly operation?: Id;
}

export class ResendDto {
  /** What happened before stays as it is. */
  @IsInstant()
  readonly from!: Instant;
}
