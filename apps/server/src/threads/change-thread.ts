import { Injectable } from '@nestjs/common';
import type { CommandInputs, CompartmentEventKind, Id } from '@liaison/contracts';
import type { ThreadState } from '@liaison/domain';
import { changeThread, insertDecision } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append, requireVersion } from '../platform/commands/in-scope.js';
import { thread, threadFacts } from './facts.js';
import { RenameThreadDto, ReopenThreadDto, ResolveThreadDto } from './thread.dto.js';

interface Change {
  readonly thread: Id;
  readonly version: number;
  readonly title?: string;
  readonly state?: ThreadState;
  readonly decision?: string;
}

@Injectable()
@HandlesCommand('thread.rename', RenameThreadDto)
export class RenameThread implements CommandHandler<'thread.rename'> {
  readonly facts = threadFacts;

  write(scope: CommandScope, input: CommandInputs['thread.rename']): Promise<Written> {
    return nextVersion(scope, 'thread.renamed', input);
  }
}

@Injectable()
@HandlesCommand('thread.resolve', ResolveThreadDto)
export class ResolveThread implements CommandHandler<'thread.resolve'> {
  readonly facts = threadFacts;

  write(scope: CommandScope, input: CommandInputs['thread.resolve']): Promise<Written> {
    return nextVersion(scope, 'thread.resolved', { ...input, state: 'resolved' });
  }
}

@Injectable()
@HandlesCommand('thread.reopen', ReopenThreadDto)
export class ReopenThread implements CommandHandler<'thread.reopen'> {
  readonly facts = threadFacts;

  write(scope: CommandScope, input: CommandInputs['thread.reopen']): Promise<Written> {
    return nextVersion(scope, 'thread.reopened', { ...input, state: 'open' });
  }
}

async function nextVersion(scope: CommandScope, kind: CompartmentEventKind, change: Change): Promise<Written> {
  const { tx, actor, stream } = scope;
  const before = await thread(scope, change.thread);
  requireVersion('thread', before.version, change.version);
  const after = {
    ...before,
    title: change.title ?? before.title,
    state: change.state ?? before.state,
    version: before.version + 1,
  };
  await changeThread(tx, after.id, after);
  if (change.decision !== undefined) await insertDecision(tx, after, stream.memberVer, actor.person, change.decision);
  return append(scope, kind, { thread: after.id, version: after.version }, after.id);
}
