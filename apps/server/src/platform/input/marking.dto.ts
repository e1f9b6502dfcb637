import {
  classifications,
  handlingCodes,
  limits,
  paps,
  textProblem,
  tlps,
  type Classification,
  type HandlingCode,
  type Marking,
  type Pap,
  type Tlp,
} from '@liaison/domain';
import { ArrayMaxSize, IsArray, IsIn, ValidateBy } from 'class-validator';
import { IsOneOf } from './fields.js';

/** A marking as it comes in. What it may be in its place is a matter of the domain (`markingProblem`). */
export class MarkingDto implements Marking {
  @IsIn(classifications, {
    message: 'must be UNCLASSIFIED-BPL or R-UE/EU-R: this system is not accredited for anything higher',
  })
  classification!: Classification;

  @IsOneOf(tlps)
  tlp!: Tlp;

  @IsOneOf(paps)
  pap!: Pap;

  @IsArray({ message: 'must be a list of handling codes' })
  @ArrayMaxSize(4, { message: 'must be a list of handling codes' })
  @IsOneOf(handlingCodes, { each: true })
  handling!: HandlingCode[];

  @ValidateBy({
    name: 'isH3Text',
    validator: {
      validate: (value) =>
        value === null || (typeof value === 'string' && textProblem(value, { max: limits.reason }) === null),
      defaultMessage: () => 'must be null, or the text that H3 requires',
    },
  })
  h3Text!: string | null;
}
