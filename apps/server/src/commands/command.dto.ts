import type { Id } from '@liaison/contracts';
import { Equals, IsObject, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../platform/input/fields.js';
import { IsWhole, mostInt } from '../platform/input/numbers.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A command's envelope over HTTP; the id comes in the header `Idempotency-Key`, the compartment in the path. */
export class CommandBodyDto {
  @IsWhole(1, mostInt, 'must be the member version on screen')
  memberVer!: number;

  @IsString({ message: 'must be a kind of command' })
  @MaxLength(40, { message: 'must be a kind of command' })
  kind!: string;

  @IsObject({ message: 'must be the input of this kind' })
  input!: object;
}

/** A command's envelope on the socket. */
export class CommandDto extends CommandBodyDto {
  @Matches(uuidv7, { message: 'must be a UUIDv7 in lower case' })
  commandId!: Id;

  @Matches(uuid, { message: 'must be an id' })
  compartment!: Id;
}

/** The same, where a receipt may be asked for beside the answer. */
export class AskedCommandDto extends CommandDto {
  @MayBeAbsent()
  @Equals(true, { message: 'must be true, or left out' })
  receipt?: true;
}
