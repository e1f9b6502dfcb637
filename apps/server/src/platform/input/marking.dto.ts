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

const oneOf = (values: readonly string[]): string => `must be one of ${values.join(', ')}`;

/** A marking as it comes in. What it may be in its place is a matter of the domain (`markingProblem`). */
export class MarkingDto implements Marking {
  @IsIn(classifications, {
    message: 'must be UNCLASSIFIED-BPL or R-UE/EU-R: this system is not accredited for anything higher',
  })
  classification!: Classification;

  @IsIn(tlps, { message: oneOf(tlps) })
  tlp!: Tlp;

  @IsIn(paps, { message: oneOf(paps) })
  pap!: Pap;

  @IsArray({ message: 'must be a list of handling codes' })
  @ArrayMaxSize(4, { message: 'must be a list of handling codes' })
  @IsIn(handlingCodes, { each: true, message: oneOf(handlingCodes) })
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
