import type { Id, MessageInput } from '@liaison/contracts';
import { invalid, newId, normalHandling, notFound, type Marking } from '@liaison/domain';
import {
  findMessage,
  insertMessage,
  insertVersion,
  moveThreadOn,
  readersOf,
  type LockedStream,
} from '@liaison/persistence';
import type { CommandScope, Written } from '../platform/commands/command-handler.js';
import { append, requirePlace } from '../platform/commands/in-scope.js';
import { readWords } from './read-words.js';

/** Stores a message and its first version and appends its event: the one way words come into a stream. */
export async function writeMessage(scope: CommandScope, threadId: Id, input: MessageInput): Promise<Written> {
  const { tx, act, actor, stream } = scope;
  const marking = await markingFor(scope, stream, input.marking ?? stream.marking);
  if (input.quotes !== undefined) await requireQuote(scope, input.quotes);
  const words = await readWords(scope, input.text, input.plain);
  const asking = await acknowledgementOf(scope, input.acknowledgeBy);
  const id = newId();
  const born = { compartment: stream.id, baseVer: stream.memberVer, author: actor.person };
  const refs = { thread: threadId, message: id, version: 1 };
  const written = append(scope, 'message.posted', refs, id);
  insertMessage(tx, {
    ...words,
    ...born,
    ...asking,
    id,
    thread: threadId,
    seq: written.seq,
    agency: actor.agency,
    marking,
    folded: input.contentNote !== undefined,
    language: input.language,
    quotes: input.quotes ?? null,
  });
  const { text, language, contentNote = null } = input;
  insertVersion(tx, { ...born, message: id, version: 1, text, language, contentNote });
  moveThreadOn(tx, threadId, written.seq);
  act.touch('message', id, { version: 1, owner: actor.agency });
  return written;
}

/** Who is asked to acknowledge: everybody who reads it now but its author. */
async function acknowledgementOf(
  { tx, actor, stream }: CommandScope,
  due: string | undefined,
): Promise<{ ackDueAt: string | null; ackAsked: readonly Id[] }> {
  if (due === undefined) return { ackDueAt: null, ackAsked: [] };
  const asked = (await readersOf(tx, stream.id)).filter((reader) => reader !== actor.person);
  return { ackDueAt: dueDate(due, tx.now), ackAsked: asked };
}

/** The marking as it will stand, or a refusal that says what to change. */
export async function markingFor({ tx }: CommandScope, stream: LockedStream, marking: Marking): Promise<Marking> {
  const wanted = { ...marking, handling: normalHandling(marking.handling) };
  await requirePlace(tx, stream, wanted);
  return wanted;
}

/** A quote stays in its compartment: elsewhere it would show what its readers may not have. */
async function requireQuote({ tx, stream }: CommandScope, id: Id): Promise<void> {
  const quoted = await findMessage(tx, id);
  if (quoted?.compartment !== stream.id) throw notFound();
}

function dueDate(due: string, now: Date): string {
  const at = new Date(due);
  if (at <= now) throw invalid('acknowledgeBy', 'must be later than now');
  return at.toISOString();
}
