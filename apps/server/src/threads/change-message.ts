import { Injectable } from '@nestjs/common';
import type { CommandInputs, CompartmentEventKind } from '@liaison/contracts';
import { conflict, invalid, isAtLeast } from '@liaison/domain';
import {
  type BornMessage,
  changeMarking,
  changeMessage,
  insertAcknowledgement,
  insertVersion,
  retract,
} from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append, requireVersion } from '../platform/commands/in-scope.js';
import { message, messageFacts } from './facts.js';
import { readWords } from './read-words.js';
import { AcknowledgeMessageDto, EditMessageDto, RetractMessageDto, TightenMessageDto } from './thread.dto.js';
import { markingFor } from './write-message.js';

@Injectable()
@HandlesCommand('message.edit', EditMessageDto)
export class EditMessage implements CommandHandler<'message.edit'> {
  readonly facts = messageFacts;

  async write(scope: CommandScope, input: CommandInputs['message.edit']): Promise<Written> {
    const { tx, actor } = scope;
    const before = await unchanged(scope, input);
    const words = await readWords(scope, input.text, input.plain);
    const version = before.version + 1;
    const contentNote = input.contentNote ?? null;
    await changeMessage(tx, before.id, { ...words, version, folded: contentNote !== null });
    insertVersion(tx, {
      ...before,
      message: before.id,
      bornAt: before.at,
      version,
      author: actor.person,
      text: input.text,
      contentNote,
    });
    return appendAbout(scope, 'message.edited', before, version);
  }
}

@Injectable()
@HandlesCommand('message.tighten', TightenMessageDto)
export class TightenMessage implements CommandHandler<'message.tighten'> {
  readonly facts = messageFacts;

  async write(scope: CommandScope, input: CommandInputs['message.tighten']): Promise<Written> {
    const before = await unchanged(scope, input);
    if (!isAtLeast(input.marking, before.marking))
      throw invalid('marking', 'must not be lower than it is: lowering a marking takes two people');
    await changeMarking(scope.tx, before.id, await markingFor(scope, scope.stream, input.marking));
    return appendAbout(scope, 'message.tightened', before, before.version);
  }
}

@Injectable()
@HandlesCommand('message.retract', RetractMessageDto)
export class RetractMessage implements CommandHandler<'message.retract'> {
  readonly facts = messageFacts;

  async write(scope: CommandScope, input: CommandInputs['message.retract']): Promise<Written> {
    const before = await unchanged(scope, input);
    await retract(scope.tx, before.id, input.reason);
    return appendAbout(scope, 'message.retracted', before, before.version);
  }
}

@Injectable()
@HandlesCommand('message.acknowledge', AcknowledgeMessageDto)
export class AcknowledgeMessage implements CommandHandler<'message.acknowledge'> {
  readonly facts = messageFacts;

  async write(scope: CommandScope, input: CommandInputs['message.acknowledge']): Promise<Written> {
    const found = await message(scope, input.message);
    if (!found.acknowledgement?.asked.includes(scope.actor.person))
      throw conflict('not_asked', 'You were not asked to acknowledge this message.');
    const added = await insertAcknowledgement(scope.tx, { ...found }, scope.actor.person);
    if (added === 0) throw conflict('acknowledged', 'You have acknowledged this message already.');
    return appendAbout(scope, 'message.acknowledged', found, found.version);
  }
}

/** The message as the author saw it. */
export async function unchanged(
  scope: CommandScope,
  input: { message: string; version: number },
): Promise<BornMessage> {
  const found = await message(scope, input.message);
  requireVersion('message', found.version, input.version);
  return found;
}

/** An event about a message follows the message's birth, so that it opens the past to nobody. */
export function appendAbout(
  scope: CommandScope,
  kind: CompartmentEventKind,
  about: BornMessage,
  version: number,
): Written {
  const refs = { thread: about.thread, message: about.id, version };
  return append(scope, kind, refs, about.id, about.baseVer);
}
