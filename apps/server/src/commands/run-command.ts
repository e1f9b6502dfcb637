import { createHash } from 'node:crypto';
import type { Actor } from '@liaison/authz';
import type { Command, CommandAnswer, CommandInputs, CommandKind } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import {
  audienceOf,
  findCommand,
  keepCommand,
  seatIn,
  sidesSince,
  type Act,
  type LockedStream,
  type Tx,
} from '@liaison/persistence';
import canonicalize from 'canonicalize';
import type { CommandHandler, CommandScope } from '../platform/commands/command-handler.js';

/** A command as it waits for its turn. */
export interface Waiting {
  readonly actor: Actor;
  readonly command: Command;
  readonly handler: CommandHandler<CommandKind>;
}

/**
 * Runs one command under the lock of its streams: look for an earlier answer (given again only to who is still a
 * member), read facts, decide, compare the audience on the author's screen, write.
 */
export async function runCommand(
  tx: Tx,
  act: Act,
  { actor, command, handler }: Waiting,
  streams: CommandScope['streams'],
): Promise<CommandAnswer> {
  const scope = await enter(tx, act, actor, command, streams);
  const { stream } = scope;
  const digest = digestOf(command);
  const name = { author: actor.person, commandId: command.commandId };
  const earlier = await findCommand(tx, name);
  if (earlier) return answerAgain(scope, earlier.answer, earlier.digest.equals(digest));
  act.require(command.kind, await handler.facts(scope, command.input));
  await compareAudience(tx, stream, command.memberVer);
  act.disclosedTo(await audienceOf(tx, stream.id));
  const answer = { ...(await handler.write(scope, command.input)), at: tx.now.toISOString() };
  keepCommand(tx, name, { digest, answer }, stream.operation);
  return answer;
}

async function enter(
  tx: Tx,
  act: Act,
  actor: Actor,
  { compartment, commandId, kind }: Command,
  streams: CommandScope['streams'],
): Promise<CommandScope> {
  const stream = streams.get(compartment);
  act.in(stream?.operation ?? null, compartment);
  if (!stream) {
    act.decidedBy(`${kind}#outside`);
    throw notFound();
  }
  act.as((await seatIn(tx, stream.id, actor.person))?.role ?? null);
  return { actor, tx, act, stream, streams, commandId };
}

/** A repeated command gets its first answer, if its author is still a member; a removed person gets the denial. */
async function answerAgain(scope: CommandScope, answer: CommandAnswer, same: boolean): Promise<CommandAnswer> {
  const { stream, tx, act, actor } = scope;
  act.require('compartment.view', { seat: await seatIn(tx, stream.id, actor.person), phase: stream.phase });
  if (!same) throw conflict('command_reused', 'This command id was used for something else. Nothing was written.');
  act.note('repeated', 1);
  return answer;
}

async function compareAudience(tx: Tx, stream: LockedStream, seen: number): Promise<void> {
  if (seen === stream.memberVer) return;
  const added = await sidesSince(tx, stream.id, seen);
  if (added.length === 0) return;
  throw conflict(
    'audience_changed',
    'The audience has grown since you began. Nothing was sent; look at who reads it now.',
    {
      memberVer: stream.memberVer,
      added,
    },
  );
}

/** Over kind, target and input in canonical JSON (RFC 8785): what "the same command" means. */
function digestOf(command: Command): Buffer {
  const said: CommandInputs[CommandKind] = command.input;
  return createHash('sha256')
    .update(canonicalize([command.kind, command.compartment, said]) ?? '')
    .digest();
}
