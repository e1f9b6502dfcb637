import type { CommandInputs, Id, Instant, MessageInput } from '@liaison/contracts';
import { retractReasons, type Marking, type RetractReason } from '@liaison/domain';
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, IsArray, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { IsId, IsNested, IsOneOf, IsText, IsVersion, MayBeAbsent } from '../platform/input/fields.js';
import { ConsultDto } from '../platform/input/ground.dto.js';
import { MarkingDto } from '../platform/input/marking.dto.js';
import { IsInstant } from '../platform/input/moments.js';
import { IsPageSize, IsSeq, IsSeqOfQuery } from '../platform/input/numbers.js';
/** References that stay plain text. */
const AreReferences = (): PropertyDecorator =>
  applyDecorators(
    IsArray({ message: 'must be a list of references' }),
    ArrayMaxSize(100, { message: 'must be at most 100 references' }),
    IsString({ each: true, message: 'must be a list of references' }),
    MaxLength(20, { each: true, message: 'must be a list of references' }),
  );

/** The words of a message, as they are posted. */
class MessageInputDto implements MessageInput {
  @IsText('messageText', { multiline: true })
  text!: string;

  @Matches(/^[a-z]{2}$/, { message: 'must be a language of ISO 639-1, for example "en"' })
  language!: string;

  @MayBeAbsent()
  @IsNested(() => MarkingDto)
  marking?: Marking;

  @MayBeAbsent()
  @IsText('title')
  contentNote?: string;

  @MayBeAbsent()
  @IsId()
  quotes?: Id;

  @MayBeAbsent()
  @IsInstant()
  acknowledgeBy?: Instant;

  @MayBeAbsent()
  @AreReferences()
  plain?: string[];
}

export class StartThreadDto {
  @IsText('title')
  title!: string;

  @MayBeAbsent()
  @IsId()
  dataset?: Id;

  @MayBeAbsent()
  @IsId()
  continues?: Id;

  @MayBeAbsent()
  @IsNested(() => MessageInputDto)
  message?: MessageInputDto;
}

class OfThreadDto {
  @IsId()
  thread!: Id;

  @IsVersion()
  version!: number;
}

export class RenameThreadDto extends OfThreadDto {
  @IsText('title')
  title!: string;
}

export class ResolveThreadDto extends OfThreadDto {
  @IsText('note', { multiline: true })
  decision!: string;
}

export class ReopenThreadDto extends OfThreadDto {}

export class PostMessageDto extends MessageInputDto {
  @IsId()
  thread!: Id;
}

class OfMessageDto {
  @IsId()
  message!: Id;

  @IsVersion()
  version!: number;
}

export class EditMessageDto extends OfMessageDto {
  @IsText('messageText', { multiline: true })
  text!: string;

  @MayBeAbsent()
  @IsText('title')
  contentNote?: string;

  @MayBeAbsent()
  @AreReferences()
  plain?: string[];
}

export class TightenMessageDto extends OfMessageDto {
  @IsNested(() => MarkingDto)
  marking!: Marking;
}

export class RetractMessageDto extends OfMessageDto {
  @IsOneOf(retractReasons)
  reason!: RetractReason;
}

class RepostToDto {
  @IsId()
  compartment!: Id;

  @IsVersion()
  memberVer!: number;

  @IsId()
  thread!: Id;
}

export class RepostMessageDto extends OfMessageDto {
  @IsNested(() => RepostToDto)
  to!: RepostToDto;
}

export class AcknowledgeMessageDto implements Readonly<CommandInputs['message.acknowledge']> {
  @IsId()
  message!: Id;
}

/** A read mark. */
export class ReadDto {
  @IsSeq()
  seq!: number;
}

export class FollowDto {
  @IsIn(['follow', 'mute', 'none'], { message: 'must be follow, mute or none' })
  mode!: 'follow' | 'mute' | 'none';
}

/** Where in a thread a page lies: before or after a number, or around a message; the newest without any. */
export class PageDto extends ConsultDto {
  @MayBeAbsent()
  @IsSeqOfQuery()
  before?: number;

  @MayBeAbsent()
  @IsSeqOfQuery()
  after?: number;

  @MayBeAbsent()
  @IsId()
  around?: Id;

  @MayBeAbsent()
  @IsPageSize(200)
  limit?: number;
}

export class CompartmentsDto {
  @IsArray({ message: 'must be a list of compartments' })
  @ArrayMaxSize(256, { message: 'must be at most 256 compartments' })
  @IsId({ each: true })
  compartments!: Id[];
}
