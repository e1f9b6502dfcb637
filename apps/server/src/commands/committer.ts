import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Command, CommandAnswer, CommandKind, Id } from '@liaison/contracts';
import { knowCommands, lockStreams, UnitOfWork, type LockedStream, type Tx } from '@liaison/persistence';
import type { CommandHandler } from '../platform/commands/command-handler.js';
import { Handlers } from './handlers.js';
import { runCommand, type Waiting } from './run-command.js';

/** In one transaction; what is left over goes into the next. */
const most = 100;
/** Of the event loop, before a batch is taken: answers go out in one, and what their authors say next comes in by another. */
const turnsBetween = 2;

interface Queued extends Waiting {
  readonly answer: (answer: CommandAnswer) => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * One committer for each compartment (group commit): what arrives while a transaction is in flight goes together into
 * the next one, without a timer. Acknowledged only after commit; the row lock makes commit order sequence
 * order, also across processes.
 */
@Injectable()
export class Committer {
  private readonly queues = new Map<Id, Queued[]>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handlers: Handlers,
  ) {}

  run(actor: Actor, command: Command): Promise<CommandAnswer> {
    const handler = this.handlers.of(command.kind);
    return new Promise((answer, refuse) => {
      const queued = { actor, command, handler, answer, refuse };
      const queue = this.queues.get(command.compartment);
      if (queue) return void queue.push(queued);
      this.queues.set(command.compartment, [queued]);
      void this.drain(command.compartment);
    });
  }

  private async drain(compartment: Id): Promise<void> {
    for (;;) {
      const queue = this.queues.get(compartment) ?? [];
      for (let turns = 0; turns < turnsBetween; turns += 1) await turn();
      const batch = takeBatch(queue);
      if (batch.length === 0) break;
      await this.commit(compartment, batch);
    }
    this.queues.delete(compartment);
  }

  private async commit(compartment: Id, batch: readonly Queued[]): Promise<void> {
    let streams: ReadonlyMap<Id, LockedStream> = new Map();
    const parts = batch.map((waiting) => ({
      actor: waiting.actor,
      action: waiting.command.kind,
      work: (tx: Tx, act: Parameters<typeof runCommand>[1]) => runCommand(tx, act, waiting, streams),
    }));
    const outcomes = await this.unitOfWork.together(parts, async (tx) => {
      streams = await enter(tx, compartment, batch);
    });
    outcomes.forEach((outcome, at) => {
      if (outcome.status === 'fulfilled') batch[at]?.answer(outcome.value);
      else batch[at]?.refuse(outcome.reason);
    });
  }
}

/** Locks first; no fact read before it may decide. Then what all of them need, in one look each. */
async function enter(tx: Tx, compartment: Id, batch: readonly Waiting[]): Promise<ReadonlyMap<Id, LockedStream>> {
  for (const { handler, command } of batch) await handler.lockBefore?.(tx, compartment, command.input);
  const others = batch.flatMap(({ handler, command }) => handler.also?.(command.input) ?? []);
  const names = batch.map(({ actor, command }) => ({ author: actor.person, commandId: command.commandId }));
  // In this order, in one round trip: the second statement begins when the first has its lock.
  const [streams] = await Promise.all([lockStreams(tx, [compartment, ...others], true), knowCommands(tx, names)]);
  return streams;
}

/** From the front, in order. A command that locks more than its compartment goes alone; the same one twice does not go together. */
function takeBatch(queue: Queued[]): readonly Queued[] {
  const names = new Set<string>();
  let size = 0;
  for (const { actor, command, handler } of queue.slice(0, most)) {
    const name = `${actor.person} ${command.commandId}`;
    if (size > 0 && (goesAlone(handler) || names.has(name))) break;
    names.add(name);
    size += 1;
    if (goesAlone(handler)) break;
  }
  return queue.splice(0, size);
}

const goesAlone = (handler: CommandHandler<CommandKind>): boolean =>
  handler.also !== undefined || handler.lockBefore !== undefined;
