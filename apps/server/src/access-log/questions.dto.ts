import type { Id, Instant } from '@liaison/contracts';
import { logGrounds, type LogGround } from '@liaison/domain';
import { IsId, IsOneOf } from '../platform/input/fields.js';
import { IsDayOrInstant } from '../platform/input/moments.js';

export class LogGroundDto {
  @IsOneOf(logGrounds)
  readonly ground!: LogGround;
}

export class CouldSeeDto {
  @IsId()
  readonly person!: Id;

  @IsDayOrInstant()
  readonly at!: Instant;
}
