import type { MessageFacts, ThreadFacts } from '@liaison/authz';
import type { Id, ThreadHeader } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { findMessage, findThread, windowsIn, type BornMessage } from '@liaison/persistence';
import type { CommandScope } from '../platform/commands/command-handler.js';
import { compartmentFacts } from '../platform/commands/in-scope.js';
import { aboutThread } from '../platform/permissions/thread-place.js';

/** A thread of the command's own compartment; one of another compartment is not there. */
export async function threadFacts(scope: CommandScope, input: { readonly thread: Id }): Promise<ThreadFacts> {
  const thread = await findThread(scope.tx, input.thread);
  return { ...(await compartmentFacts(scope)), thread: threadHere(scope, thread) };
}

export async function messageFacts(scope: CommandScope, input: { readonly message: Id }): Promise<MessageFacts> {
  const message = await findMessage(scope.tx, input.message);
  const here = message?.compartment === scope.stream.id ? message : null;
  const thread = here && (await findThread(scope.tx, here.thread));
  return {
    ...(await compartmentFacts(scope)),
    thread: threadHere(scope, thread),
    message: aboutMessage(here),
    windows: await windowsIn(scope.tx, scope.stream.id),
  };
}

const threadHere = ({ stream }: CommandScope, thread: ThreadHeader | null): ThreadFacts['thread'] =>
  thread?.compartment === stream.id ? aboutThread(thread) : null;

export const aboutMessage = (message: BornMessage | null): MessageFacts['message'] =>
  message && {
    author: message.author,
    agency: message.agency,
    retracted: message.retracted !== null,
    baseVer: message.baseVer,
  };

/** What a decision has already found to be there. */
export async function thread(scope: CommandScope, id: Id): Promise<ThreadHeader> {
  const found = await findThread(scope.tx, id);
  if (!found) throw notFound();
  scope.act.touch('thread', id, { version: found.version });
  return found;
}

export async function message(scope: CommandScope, id: Id): Promise<BornMessage> {
  const found = await findMessage(scope.tx, id);
  if (!found) throw notFound();
  scope.act.touch('message', id, { version: found.version, owner: found.agency });
  return found;
}
