import { Injectable } from '@nestjs/common';
import type { RegisterFacts } from '@liaison/authz';
import type { CommandInputs } from '@liaison/contracts';
import { invalid, newId, readDigest } from '@liaison/domain';
import { insertDigests, isOrigin, participantsOf, type DatasetContent } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { compartmentFacts } from '../platform/commands/in-scope.js';
import { markingAtHome } from './dataset-marking.js';
import { RegisterDatasetDto } from './dataset.dto.js';
import { register } from './register.js';

/** Registers one dataset by hand, in the own agency's compartment. */
@Injectable()
@HandlesCommand('dataset.register', RegisterDatasetDto)
export class RegisterDataset implements CommandHandler<'dataset.register'> {
  async facts(scope: CommandScope, input: CommandInputs['dataset.register']): Promise<RegisterFacts> {
    // Nobody sits in another agency's own compartment, so one of this kind is the actor's.
    return { ...(await compartmentFacts(scope)), origin: input.origin, atHome: scope.stream.kind === 'agency' };
  }

  async write(scope: CommandScope, input: CommandInputs['dataset.register']): Promise<Written> {
    const { tx, act, actor, stream, commandId } = scope;
    if (!(await isOrigin(tx, input.origin))) throw invalid('origin', 'must be an agency of the directory');
    const participants = await participantsOf(tx, stream.operation);
    const id = newId();
    const [made] = await register({ tx, actor, home: stream, participants, commandId, leaveOutTaken: false }, [
      {
        id,
        origin: input.origin,
        status: 'received',
        content: { ...contentOf(input), marking: await markingAtHome(tx, stream, input.marking) },
        aliases: input.aliases ?? [],
      },
    ]);
    if (!made) throw new Error('a registration gave nothing');
    await insertDigests(tx, id, digestsOf(input.digests));
    act.touch('dataset', id, { version: 1, ref: made.ref, owner: made.originator });
    return { seq: made.event.seq, eventId: made.event.id, id };
  }
}

const contentOf = (input: CommandInputs['dataset.register']): Omit<DatasetContent, 'marking'> => ({
  series: input.series ?? null,
  receivedOn: input.receivedOn ?? null,
  images: input.images ?? null,
  videos: input.videos ?? null,
  items: input.items ?? null,
  known: input.known ?? 'unknown',
  age: input.age ?? 'recent',
  priority: input.priority ?? 'normal',
  icseAction: input.icseAction ?? 'none',
  flags: input.flags ?? [],
  note: input.note ?? null,
});

export const digestsOf = (digests: readonly string[] = []): { algorithm: 'MD5' | 'SHA1' | 'SHA256'; hex: string }[] =>
  digests.map(readDigest).filter((digest) => digest !== null);
