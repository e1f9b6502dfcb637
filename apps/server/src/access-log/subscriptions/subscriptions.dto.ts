import type { Id, Instant, NewLogSubscription } from '@liaison/contracts';
import { Matches } from 'class-validator';
import { IsId, IsText, MayBeAbsent } from '../../platform/input/fields.js';
import { IsInstant } from '../../platform/input/moments.js';

export class LogSubscriptionDto implements NewLogSubscription {
  @IsText('name')
  readonly destination!: string;

  @Matches(/^[0-9a-f]{64}$/, { message: 'must be the fingerprint of the place, as listed' })
  readonly fingerprint!: string;

  @MayBeAbsent()
  @IsId()
  readonly operation?: Id;
}

export class ResendDto {
  /** What happened before stays as it is. */
  @IsInstant()
  readonly from!: Instant;
}
