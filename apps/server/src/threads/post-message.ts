import { Injectable } from '@nestjs/common';
import type { PostFacts } from '@liaison/authz';
import type { CommandInputs } from '@liaison/contracts';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { thread, threadFacts } from './facts.js';
import { PostMessageDto } from './thread.dto.js';
import { writeMessage } from './write-message.js';

@Injectable()
@HandlesCommand('message.post', PostMessageDto)
export class PostMessage implements CommandHandler<'message.post'> {
  async facts(scope: CommandScope, input: CommandInputs['message.post']): Promise<PostFacts> {
    return { ...(await threadFacts(scope, input)), asksAcknowledgement: input.acknowledgeBy !== undefined };
  }

  async write(scope: CommandScope, input: CommandInputs['message.post']): Promise<Written> {
    await thread(scope, input.thread);
    return writeMessage(scope, input.thread, input);
  }
}
