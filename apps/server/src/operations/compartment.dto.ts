import { IsBoolean } from 'class-validator';
import { AreIds, IsNested, MayBeAbsent } from '../platform/input/fields.js';
import { MarkingDto } from '../platform/input/marking.dto.js';
import { IsInstant } from '../platform/input/moments.js';

export class AudienceDto {
  @MayBeAbsent()
  @AreIds(1, 100)
  readonly agencies?: readonly string[];

  @MayBeAbsent()
  @AreIds(1, 100)
  readonly seats?: readonly string[];

  /** These persons only: no successor takes over a seat. */
  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  readonly fixed?: boolean;

  @MayBeAbsent()
  @IsNested(() => MarkingDto)
  readonly marking?: MarkingDto;
}

export class MomentDto {
  @MayBeAbsent()
  @IsInstant()
  readonly at?: string;
}
