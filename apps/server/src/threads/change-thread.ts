import { Injectable } from '@nestjs/common';
import type { ThreadFacts } from '@liaison/authz';
import type { CommandInputs, CompartmentEventKind, Id } from '@liaison/contracts';
import { conflict, type ThreadState } from '@liaison/domain';
import { changeThread, insertDecision } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
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
  facts(scope: CommandScope, input: CommandInputs['thread.rename']): Promise<ThreadFacts> {
    return threadFacts(scope, input.thread);
  }

  write(scope: CommandScope, input: CommandInputs['thread.rename']): Promise<Written> {
    return nextVersion(scope, 'thread.renamed', input);
  }
}

@Injectable()
@HandlesCommand('thread.resolve', ResolveThreadDto)
export class ResolveThread implements CommandHandler<'thread.resolve'> {
  facts(scope: CommandScope, input: CommandInputs['thread.resolve']): Promise<ThreadFacts> {
    return threadFacts(scope, input.thread);
  }

  write(scope: CommandScope, input: CommandInputs['thread.resolve']): Promise<Written> {
    return nextVersion(scope, 'thread.resolved', { ...input, state: 'resolved' });
  }
}

@Injectable()
@HandlesCommand('thread.reopen', ReopenThreadDto)
export class ReopenThread implements CommandHandler<'thread.reopen'> {
  facts(scope: CommandScope, input: CommandInputs['thread.reopen']): Promise<ThreadFacts> {
    return threadFacts(scope, input.thread);
  }

  write(scope: CommandScope, input: CommandInputs['thread.reopen']): Promise<Written> {
    return nextVersion(scope, 'thread.reopened', { ...input, state: 'open' });
  }
}

async function nextVersion(scope: CommandScope, kind: CompartmentEventKind, change: Change): Promise<Written> {
  const { tx, actor, stream, commandId } = scope;
  const before = await thread(scope, change.thread);
  if (before.version !== change.version)
    throw conflict('stale_version', 'The thread has changed since you looked. Nothing was written.', {
      version: before.version,
    });
  const after = {
    ...before,
    title: change.title ?? before.title,
    state: change.state ?? before.state,
    version: before.version + 1,
  };
  await changeThread(tx, after.id, after);
  if (change.decision !== undefined) await insertDecision(tx, after, stream.memberVer, actor.person, change.decision);
  const event = stream.append(
    kind,
    actor.person,
    { thread: after.id, version: after.version },
    stream.memberVer,
    commandId,
  );
  return { seq: event.seq, eventId: event.id, id: after.id };
}
