import { agencyDuties, type AgencyDuty } from '@liaison/domain';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, Matches } from 'class-validator';
import { IsNested, IsOneOf, IsText, MayBeAbsent } from '../platform/input/fields.js';

const code = { message: 'must be 2 to 12 capital letters, digits or hyphens, beginning with a letter' };
const country = { message: 'must be a country code of two capital letters, or international' };
const handle = { message: 'must be 1 to 64 small letters, digits, points, hyphens or underscores' };
const signInName = { message: 'must be handle@agency in small letters, for example ana.visser@nl' };
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

export class AgencyPolicyDto {
  @MayBeAbsent()
  @IsBoolean(flag)
  readonly groundRequired?: boolean;

  @MayBeAbsent()
  @IsBoolean(flag)
  readonly presence?: boolean;
}
