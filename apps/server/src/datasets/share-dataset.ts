import { Injectable } from '@nestjs/common';
import type { CommandInputs, Id } from '@liaison/contracts';
import { conflict } from '@liaison/domain';
import { audienceOf, findShareOf, handOver, reviveShare, thawThreads, type DatasetRow } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append } from '../platform/commands/in-scope.js';
import { dataset, datasetFacts } from './dataset-facts.js';
import { requireStanding } from './dataset-marking.js';
import { shareWith } from './register.js';
import { ShareDatasetDto } from './share.dto.js';

/** The originator gives a dataset to one more audience: that of the command's compartment. */
@Injectable()
@HandlesCommand('dataset.share', ShareDatasetDto)
export class ShareDataset implements CommandHandler<'dataset.share'> {
  readonly facts = datasetFacts;

  async write(scope: CommandScope, input: CommandInputs['dataset.share']): Promise<Written> {
    const { tx, actor, stream, commandId } = scope;
    const row = await dataset(scope, input.dataset);
    if (row.operation !== stream.operation) throw conflict('other_operation', 'The dataset is of another operation.');
    await requireStanding(tx, stream, row.marking);
    const meets = await meetsOriginator(scope, row);
    const there = await findShareOf(tx, stream.id, row.id);
    if (there?.withdrawnBy === null) throw conflict('share', 'The dataset is already there.');
    if (there) return revive(scope, row, there.id, meets);
    const going = [{ dataset: row.id, ref: row.ref, status: 'received' as const }];
    const [made] = await shareWith({ tx, actor, commandId }, stream, going, meets);
    if (!made) throw new Error('sharing gave nothing');
    return { seq: made.event.seq, eventId: made.event.id, id: made.share };
  }
}

/** Who registered something for another agency gives it to that agency first; from then on that one decides. */
async function meetsOriginator({ tx, stream }: CommandScope, row: DatasetRow): Promise<readonly Id[]> {
  if (row.handedOver) return [];
  if ((await audienceOf(tx, stream.id)).includes(row.originator)) return [row.id];
  throw conflict(
    'originator_first',
    'Its originator takes part and decides who has it: share it first where the originator is.',
    {
      originator: row.originator,
    },
  );
}

/** A withdrawn share comes back with what was said about it. */
async function revive(scope: CommandScope, row: DatasetRow, share: Id, meets: readonly Id[]): Promise<Written> {
  const { tx, actor, stream } = scope;
  await reviveShare(tx, share, actor.person);
  await handOver(tx, meets);
  const written = append(scope, 'share.made', { dataset: row.id, share }, share);
  for (const thread of await thawThreads(tx, stream.id, row.id, row.holder))
    stream.append('thread.reopened', actor.person, { thread });
  return written;
}
