import { Injectable } from '@nestjs/common';
import type { CommandInputs, Id } from '@liaison/contracts';
import { conflict, newId, notFound } from '@liaison/domain';
import { datasetIsIn, findThread, insertThread, readersOf } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append, compartmentFacts } from '../platform/commands/in-scope.js';
import { StartThreadDto } from './thread.dto.js';
import { writeMessage } from './write-message.js';

@Injectable()
@HandlesCommand('thread.start', StartThreadDto)
export class StartThread implements CommandHandler<'thread.start'> {
  readonly facts = compartmentFacts;

  async write(scope: CommandScope, input: CommandInputs['thread.start']): Promise<Written> {
    const { tx, act, actor, stream } = scope;
    if (input.dataset !== undefined) await requireDataset(scope, input.dataset);
    if (input.continues !== undefined) await requireNarrower(scope, input.continues);
    const id = newId();
    const written = append(scope, 'thread.started', { thread: id, version: 1 }, id);
    await insertThread(tx, {
      id,
      compartment: stream.id,
      title: input.title,
      dataset: input.dataset ?? null,
      state: 'open',
      version: 1,
      startedBy: actor.person,
      startedAt: tx.now.toISOString(),
      lastSeq: 0,
      lastAt: tx.now.toISOString(),
      continues: input.continues ?? null,
      frozenBy: null,
    });
    act.touch('thread', id, { version: 1, owner: actor.agency });
    if (input.message) await writeMessage(scope, id, input.message);
    return written;
  }
}

async function requireDataset({ tx, stream, act }: CommandScope, dataset: Id): Promise<void> {
  if (!(await datasetIsIn(tx, dataset, stream.id))) throw notFound();
  act.touch('dataset', dataset);
}

/** A back reference is seen by all of the new audience, so all of it must already read the thread it points to. */
async function requireNarrower({ tx, stream }: CommandScope, continued: Id): Promise<void> {
  const source = await findThread(tx, continued);
  if (!source) throw notFound();
  const there = new Set(await readersOf(tx, source.compartment));
  if ((await readersOf(tx, stream.id)).every((reader) => there.has(reader))) return;
  throw conflict(
    'link_would_leak',
    'Not everybody in this audience can see the thread it continues. Start one without the reference.',
  );
}
