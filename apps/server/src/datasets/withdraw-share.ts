import { Injectable } from '@nestjs/common';
import type { CommandInputs } from '@liaison/contracts';
import { freezeThreads, withdrawShare } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append } from '../platform/commands/in-scope.js';
import { share, shareFacts } from './dataset-facts.js';
import { WithdrawShareDto } from './share.dto.js';

/** The originator takes a dataset from an audience, at once: claims end, threads about it freeze. */
@Injectable()
@HandlesCommand('share.withdraw', WithdrawShareDto)
export class WithdrawShare implements CommandHandler<'share.withdraw'> {
  readonly facts = shareFacts;

  async write(scope: CommandScope, input: CommandInputs['share.withdraw']): Promise<Written> {
    const { tx, actor, stream } = scope;
    const { id, dataset } = await share(scope, input.share);
    await withdrawShare(tx, id, actor.agency);
    const written = append(scope, 'share.withdrawn', { dataset, share: id, agency: actor.agency }, id);
    for (const thread of await freezeThreads(tx, stream.id, dataset, actor.agency))
      stream.append('thread.frozen', actor.person, { thread, agency: actor.agency });
    return written;
  }
}
