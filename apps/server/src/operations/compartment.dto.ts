import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsISO8601 } from 'class-validator';
import { IsId, IsNested, MayBeAbsent } from '../platform/input/fields.js';
import { MarkingDto } from '../platform/input/marking.dto.js';

const some = { message: 'must be a list of 1 to 100 ids, each once' };

export class AudienceDto {
  @MayBeAbsent()
  @IsArray(some)
  @ArrayMinSize(1, some)
  @ArrayMaxSize(100, some)
  @ArrayUnique(some)
  @IsId({ each: true })
  readonly agencies?: readonly string[];

  @MayBeAbsent()
  @IsArray(some)
  @ArrayMinSize(1, some)
  @ArrayMaxSize(100, some)
  @ArrayUnique(some)
  @IsId({ each: true })
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
  @IsISO8601({ strict: true, strictSeparator: true }, { message: 'must be a moment such as 2025-09-15T08:00:00.000Z' })
  readonly at?: string;
}
