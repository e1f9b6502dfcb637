import { Injectable } from '@nestjs/common';
import type { CommandInputs, Id } from '@liaison/contracts';
import { conflict, highest, invalid, notFound } from '@liaison/domain';
import { audienceOf, retract, sidesSince, textsOf } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { appendAbout, unchanged } from './change-message.js';
import { messageFacts, threadFacts } from './facts.js';
import { RepostMessageDto } from './thread.dto.js';
import { writeMessage } from './write-message.js';

/** "Wrong audience": retracts here and posts the same words there, in one act. */
@Injectable()
@HandlesCommand('message.repost', RepostMessageDto)
export class RepostMessage implements CommandHandler<'message.repost'> {
  also(input: CommandInputs['message.repost']): readonly Id[] {
    return [input.to.compartment];
  }

  readonly facts = messageFacts;

  async write(scope: CommandScope, input: CommandInputs['message.repost']): Promise<Written> {
    const { tx, act, stream, streams } = scope;
    const target = streams.get(input.to.compartment);
    if (!target) throw notFound();
    if (target.id === stream.id) throw invalid('input.to.compartment', 'must be another compartment');
    const there = { ...scope, stream: target };
    act.require('message.post', { ...(await threadFacts(there, input.to)), asksAcknowledgement: false });
    const added = await sidesSince(tx, target.id, input.to.memberVer);
    if (added.length > 0)
      throw conflict('audience_changed', 'That audience has grown since you began. Nothing was sent.', {
        memberVer: target.memberVer,
        added,
      });
    const before = await unchanged(scope, input);
    const [words] = await textsOf(tx, [before.id], true);
    if (typeof words?.text !== 'string') throw notFound();
    const { text, contentNote } = words;
    await retract(tx, before.id, 'wrong_audience');
    const said = {
      text,
      language: before.language,
      marking: highest(before.marking, target.marking),
      ...(contentNote !== null && { contentNote }),
    };
    const posted = await writeMessage(there, input.to.thread, said);
    act.disclosedTo(await audienceOf(tx, target.id));
    const gone = appendAbout(scope, 'message.retracted', before, before.version);
    return { ...gone, id: posted.id };
  }
}
