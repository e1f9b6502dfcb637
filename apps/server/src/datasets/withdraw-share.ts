import { Injectable } from '@nestjs/common';
import type { ShareFacts } from '@liaison/authz';
import type { CommandInputs } from '@liaison/contracts';
import { freezeThreads, withdrawShare } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { share, shareFacts } from './dataset-facts.js';
import { WithdrawShareDto } from './share.dto.js';

/** The originator takes a dataset from an audience, at once: claims end, threads about it freeze. */
@Injectable()
@HandlesCommand('share.withdraw', WithdrawShareDto)
export class WithdrawShare implements CommandHandler<'share.withdraw'> {
  facts(scope: CommandScope, input: CommandInputs['share.withdraw']): Promise<ShareFacts> {
    return shareFacts(scope, input.share);
  }

  async write(scope: CommandScope, input: CommandInputs['share.withdraw']): Promise<Written> {
    const { tx, actor, stream, commandId } = scope;
    const { id, dataset } = await share(scope, input.share);
    await withdrawShare(tx, id, actor.agency);
    const refs = { dataset, share: id, agency: actor.agency };
    const event = stream.append('share.withdrawn', actor.person, refs, stream.memberVer, commandId);
    for (const thread of await freezeThreads(tx, stream.id, dataset, actor.agency))
      stream.append('thread.frozen', actor.person, { thread, agency: actor.agency });
    return { seq: event.seq, eventId: event.id, id };
  }
}
