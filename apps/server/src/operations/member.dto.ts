import { memberRoles, type MemberRole } from '@liaison/domain';
import { IsIn, IsString, MaxLength, ValidateIf } from 'class-validator';
import { IsId, MayBeAbsent } from '../platform/input/fields.js';
import { IsDay } from '../platform/input/moments.js';

const role = { message: `must be one of ${memberRoles.join(', ')}` };
const list = { message: 'must be a list of at most 200 lines and 20000 characters' };
const modes = ['all_or_nothing', 'good_lines'] as const;

export class NominationDto {
  @IsId()
  readonly person!: string;

  @IsIn(memberRoles, role)
  readonly role!: MemberRole;

  @MayBeAbsent()
  @IsDay()
  readonly until?: string;
}

export class MemberListDto {
  @IsString(list)
  @MaxLength(20_000, list)
  readonly text!: string;

  @IsIn(modes, { message: `must be one of ${modes.join(', ')}` })
  readonly mode!: (typeof modes)[number];
}

export class ChangeMemberDto {
  @MayBeAbsent()
  @IsIn(memberRoles, role)
  readonly role?: MemberRole;

  /** Null takes an end date away. */
  @ValidateIf((_object: unknown, value: unknown) => value !== undefined && value !== null)
  @IsDay()
  readonly until?: string | null;
}

export class SuccessorDto {
  @IsId()
  readonly successor!: string;
}
