import { Injectable } from '@nestjs/common';
import type { CommandInputs, Id } from '@liaison/contracts';
import { conflict, invalid } from '@liaison/domain';
import { changeShare, isWriterIn, notify, type ShareState } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append, requireVersion } from '../platform/commands/in-scope.js';
import { share, shareFacts } from './dataset-facts.js';
import { statusOnClaim, statusOnRelease, statusProblem, type WorkState } from './share-status.js';
import { AssignShareDto, ClaimShareDto, ReleaseShareDto, SetShareStatusDto } from './share.dto.js';

@Injectable()
@HandlesCommand('share.claim', ClaimShareDto)
export class ClaimShare implements CommandHandler<'share.claim'> {
  readonly facts = shareFacts;

  write(scope: CommandScope, input: CommandInputs['share.claim']): Promise<Written> {
    return work(scope, input, (now) => {
      if (now.claimedBy === scope.actor.person) throw conflict('already_claimed', 'You have claimed it already.');
      return { ...now, claimedBy: scope.actor.person, status: statusOnClaim(now.status) };
    });
  }
}

@Injectable()
@HandlesCommand('share.release', ReleaseShareDto)
export class ReleaseShare implements CommandHandler<'share.release'> {
  readonly facts = shareFacts;

  write(scope: CommandScope, input: CommandInputs['share.release']): Promise<Written> {
    return work(scope, input, (now) => {
      if (now.claimedBy === null) throw conflict('not_claimed', 'Nobody has claimed it.');
      return { ...now, claimedBy: null, status: statusOnRelease(now.status) };
    });
  }
}

/** The lead gives the work to somebody who is in this compartment and may work. */
@Injectable()
@HandlesCommand('share.assign', AssignShareDto)
export class AssignShare implements CommandHandler<'share.assign'> {
  readonly facts = shareFacts;

  async write(scope: CommandScope, input: CommandInputs['share.assign']): Promise<Written> {
    const { tx, stream } = scope;
    if (!(await isWriterIn(tx, stream.id, input.person)))
      throw invalid('person', 'must be somebody of this compartment who may work in it');
    const written = await work(scope, input, (now) => ({ ...now, assignee: input.person }));
    const { dataset } = await share(scope, input.share);
    const refs = { operation: stream.operation, compartment: stream.id, dataset, share: input.share };
    await notify(tx, [input.person], 'task.assigned', refs);
    return written;
  }
}

@Injectable()
@HandlesCommand('share.set_status', SetShareStatusDto)
export class SetShareStatus implements CommandHandler<'share.set_status'> {
  readonly facts = shareFacts;

  write(scope: CommandScope, input: CommandInputs['share.set_status']): Promise<Written> {
    return work(scope, input, (now) => {
      const problem = statusProblem(now, input.status);
      if (problem) throw invalid('status', problem);
      return { ...now, status: input.status };
    });
  }
}

/** One step of the work on a share: the next state from the present one, as its next version. */
async function work(
  scope: CommandScope,
  input: { readonly share: Id; readonly version: number },
  next: (now: ShareState) => WorkState,
): Promise<Written> {
  const now = await share(scope, input.share);
  requireVersion('dataset', now.version, input.version);
  await changeShare(scope.tx, now.id, next(now));
  const refs = { dataset: now.dataset, share: now.id, version: now.version + 1 };
  return append(scope, 'share.changed', refs, now.id);
}
