import type { Id, StreamName, StreamPosition } from '@liaison/contracts';
import { limits } from '@liaison/domain';
import { ArrayMaxSize, IsArray, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { IsId, IsNested } from '../platform/input/fields.js';
import { ConsultDto } from '../platform/input/ground.dto.js';
import { IsSeq } from '../platform/input/numbers.js';
const stream = /^(?:compartment|person):[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

class PositionDto implements StreamPosition {
  @Matches(stream, { message: 'must be the name of a stream' })
  stream!: StreamName;

  @ValidateIf((_, value) => value !== null)
  @IsString({ message: 'must be the epoch you were given, or null' })
  @MaxLength(64, { message: 'must be the epoch you were given, or null' })
  epoch!: string | null;

  @IsSeq()
  position!: number;
}

export class HelloDto {
  @IsArray({ message: 'must be a list of streams' })
  @ArrayMaxSize(limits.helloStreams, { message: `must be at most ${limits.helloStreams} streams` })
  @IsNested(() => PositionDto, { each: true })
  streams!: PositionDto[];
}

export class FillDto {
  @Matches(stream, { message: 'must be the name of a stream' })
  stream!: StreamName;

  @IsSeq()
  from!: number;
}

export class AckDto {
  @Matches(stream, { message: 'must be the name of a stream' })
  stream!: StreamName;

  @IsSeq()
  through!: number;
}

export class OpenThreadDto extends ConsultDto {
  @IsId()
  thread!: Id;
}

export class CloseThreadDto {
  @IsId()
  thread!: Id;
}
