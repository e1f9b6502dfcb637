import type { AgencyHours } from '@liaison/contracts';
import { agencyDuties, type AgencyDuty } from '@liaison/domain';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsInt, Matches, Max, Min } from 'class-validator';
import { IsNested, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';
import { IsZone } from '../platform/input/moments.js';
import { IsWhole } from '../platform/input/numbers.js';

const code = { message: 'must be 2 to 12 capital letters, digits or hyphens, beginning with a letter' };
const country = { message: 'must be a country code of two capital letters, or international' };
const handle = { message: 'must be 1 to 64 small letters, digits, points, hyphens or underscores' };
const signInName = { message: 'must be handle@agency in small letters, for example ana.visser@nl' };
const weekdays = { message: 'must be days of the week, each once: 1 is Monday, 7 Sunday' };
const flag = { message: 'must be true or false' };

export class NewPersonDto {
  @IsText('name')
  readonly name!: string;

  @Matches(/^[a-z0-9][a-z0-9._-]{0,63}$/, handle)
  readonly handle!: string;

  @Matches(/^[a-z0-9][a-z0-9._-]{0,63}@[a-z][a-z0-9-]{1,11}$/, signInName)
  readonly signInName!: string;
}

export class NewAgencyDto {
  @Matches(/^[A-Z][A-Z0-9-]{1,11}$/, code)
  readonly code!: string;

  @IsText('name')
  readonly name!: string;

  @Matches(/^([A-Z]{2}|international)$/, country)
  readonly country!: string;

  @IsNested(() => NewPersonDto)
  readonly firstCoordinator!: NewPersonDto;
}

export class ChangePersonDto {
  @MayBeAbsent()
  @IsBoolean(flag)
  readonly active?: boolean;

  @MayBeAbsent()
  @IsArray({ message: 'must be a list of duties' })
  @ArrayMaxSize(agencyDuties.length, { message: 'must be a list of duties' })
  @ArrayUnique({ message: 'must name each duty once' })
  @IsOneOf(agencyDuties, { each: true })
  readonly duties?: readonly AgencyDuty[];

  @MayBeAbsent()
  @IsBoolean(flag)
  readonly oversight?: boolean;
}

export class AgencyHoursDto implements AgencyHours {
  @IsZone()
  readonly zone!: string;

  @IsArray(weekdays)
  @ArrayMinSize(1, weekdays)
  @ArrayUnique(weekdays)
  @IsInt({ ...weekdays, each: true })
  @Min(1, { ...weekdays, each: true })
  @Max(7, { ...weekdays, each: true })
  readonly weekdays!: number[];

  @IsWhole(0, 23, 'must be an hour of the day, from 0 to 23')
  readonly from!: number;

  @IsWhole(1, 24, 'must be an hour of the day after the beginning, up to 24')
  readonly to!: number;
}

export class AgencyPolicyDto {
  @MayBeAbsent()
  @IsBoolean(flag)
  readonly groundRequired?: boolean;

  @MayBeAbsent()
  @IsBoolean(flag)
  readonly presence?: boolean;

  @MayBeAbsent()
  @IsNested(() => AgencyHoursDto)
  readonly hours?: AgencyHoursDto;
}
