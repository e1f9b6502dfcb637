import { memberRoles, type MemberRole } from '@liaison/domain';
import { IsString, MaxLength, ValidateIf } from 'class-validator';
import { IsId, IsOneOf, MayBeAbsent } from '../platform/input/fields.js';
import { IsDay } from '../platform/input/moments.js';
const list = { message: 'must be a list of at most 200 lines and 20000 characters' };
const modes = ['all_or_nothing', 'good_lines'] as const;

export class NominationDto {
  @IsId()
  readonly person!: string;

  @IsOneOf(memberRoles)
  readonly role!: MemberRole;

  @MayBeAbsent()
  @IsDay()
  readonly until?: string;
}

export class MemberListDto {
  @IsString(list)
  @MaxLength(20_000, list)
  readonly text!: string;

  @IsOneOf(modes)
  readonly mode!: (typeof modes)[number];
}

export class ChangeMemberDto {
  @MayBeAbsent()
  @IsOneOf(memberRoles)
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
