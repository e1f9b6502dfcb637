import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Command, CommandAnswer, CommandInputs, CommandKind } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import {
  audienceOf,
  findCommand,
  keepCommand,
  lockStreams,
  seatIn,
  sidesSince,
  UnitOfWork,
  type Act,
  type LockedStream,
  type Tx,
} from '@liaison/persistence';
import canonicalize from 'canonicalize';
import type { CommandHandler, CommandScope } from '../platform/commands/command-handler.js';
import { Handlers } from './handlers.js';

/**
 * Runs one command: lock the streams' rows, look for an earlier answer (given again only to who is still a member), read
 * facts, decide, compare the audience on the author's screen, write, record. Acknowledged only after commit; the row lock makes commit order sequence order.
 */
@Injectable()
export class RunCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handlers: Handlers,
  ) {}

  run(actor: Actor, command: Command): Promise<CommandAnswer> {
    const handler = this.handlers.of(command.kind);
    const digest = digestOf(command);
    return this.unitOfWork.run(actor, command.kind, async (tx, act) => {
      const scope = await lock(tx, act, actor, command, handler);
      const earlier = await findCommand(tx, actor.person, command.commandId);
      if (earlier) return await answerAgain(scope, earlier.answer, earlier.digest.equals(digest));
      act.require(command.kind, await handler.facts(scope, command.input));
      await compareAudience(tx, scope.stream, command.memberVer);
      act.disclosedTo(await audienceOf(tx, scope.stream.id));
      const written = await handler.write(scope, command.input);
      for (const stream of scope.streams.values()) await stream.flush(tx);
      const answer = { ...written, at: tx.now.toISOString() };
      await keepCommand(tx, actor.person, command.commandId, digest, scope.stream.operation, answer);
      return answer;
    });
  }
}

async function lock(
  tx: Tx,
  act: Act,
  actor: Actor,
  command: Command,
  handler: CommandHandler<CommandKind>,
): Promise<CommandScope> {
  await handler.lockBefore?.(tx, command.compartment, command.input);
  const streams = await lockStreams(tx, [command.compartment, ...(handler.also?.(command.input) ?? [])]);
  const stream = streams.get(command.compartment);
  act.in(stream?.operation ?? null, command.compartment);
  if (!stream) {
    act.decidedBy(`${command.kind}#outside`);
    throw notFound();
  }
  act.as((await seatIn(tx, stream.id, actor.person))?.role ?? null);
  return { actor, tx, act, stream, streams, commandId: command.commandId };
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
