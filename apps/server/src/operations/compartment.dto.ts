import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean } from 'class-validator';
import { IsId, IsNested, MayBeAbsent } from '../platform/input/fields.js';
import { MarkingDto } from '../platform/input/marking.dto.js';
import { IsInstant } from '../platform/input/moments.js';

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
  @IsInstant()
  readonly at?: string;
}
