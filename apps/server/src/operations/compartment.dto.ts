import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsISO8601,
  ValidateNested,
} from 'class-validator';
import { IsId } from '../platform/input/fields.js';
import { MarkingDto } from '../platform/input/marking.dto.js';
import { MayBeLeftOut } from '../platform/input/may-be-left-out.js';

const some = { message: 'must be a list of 1 to 100 ids, each once' };

export class AudienceDto {
  @MayBeLeftOut()
  @IsArray(some)
  @ArrayMinSize(1, some)
  @ArrayMaxSize(100, some)
  @ArrayUnique(some)
  @IsId({ each: true })
  readonly agencies?: readonly string[];

  @MayBeLeftOut()
  @IsArray(some)
  @ArrayMinSize(1, some)
  @ArrayMaxSize(100, some)
  @ArrayUnique(some)
  @IsId({ each: true })
  readonly seats?: readonly string[];

  /** These persons only: no successor takes over a seat. */
  @MayBeLeftOut()
  @IsBoolean({ message: 'must be true or false' })
  readonly fixed?: boolean;

  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => MarkingDto)
  readonly marking?: MarkingDto;
}

export class MomentDto {
  @MayBeLeftOut()
  @IsISO8601({ strict: true, strictSeparator: true }, { message: 'must be a moment such as 2025-09-15T08:00:00.000Z' })
  readonly at?: string;
}
