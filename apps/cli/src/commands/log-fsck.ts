import { constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fsck, LogError, openCheckpoint, requireWitnesses, snapshotOf, type ReadPart } from '@liaison/transparency-log';
import type { Command } from 'commander';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits } from '../exits.js';
import { orRefuse } from '../files/faults.js';
import { codeOf } from '../files/files.js';
import { readPolicy } from '../files/policy-file.js';
import { pairs, table } from '../terminal/text.js';
import { headOf, headPairs } from './log-check-proof.js';

interface FsckOptions {
  readonly dir: string;
  readonly policy?: string;
}

export function fsckCommand(group: Command, contextOf: MakeContext): void {
  group
    .command('fsck')
    .description('Compute the whole log anew from its entries and name every part that is damaged')
    .requiredOption('--dir <folder>', 'the log’s folder (LIAISON_LOG_DIR)')
    .option('--policy <file>', 'whom you trust; left out: the folder’s own policy')
    .action((options: FsckOptions, command: Command) => fsckFolder(contextOf(command), options));
}

async function fsckFolder({ out }: Context, { dir, policy: given }: FsckOptions): Promise<void> {
  const policy = await readPolicy(given ?? join(dir, 'policy'));
  const path = join(dir, 'checkpoint');
  const read = await orRefuse(path, () => snapshotOf((part) => readPart(dir, part)));
  const opened = await orRefuse(path, async () => openCheckpoint(await present(read), policy));
  const damages = await fsck(read, opened);
  out.answer({ ...headOf(opened), damages }, () =>
    [
      pairs([['Log', opened.origin], ...headPairs(opened)]),
      damages.length === 0
        ? 'Every part follows from the entries.'
        : table(
            ['Damaged', 'Why'],
            damages.map((one) => [one.path, one.reason]),
          ),
    ].join('\n\n'),
  );
  if (damages.length > 0) throw new CliError(`${damages.length} parts of the log are damaged.`, exits.refused);
  await orRefuse(path, () => requireWitnesses(opened, policy));
}

async function present(read: ReadPart): Promise<Uint8Array> {
  const note = await read('checkpoint');
  if (!note) throw new LogError('missing', 'checkpoint is not there');
  return note;
}

/** What cannot be read is a damaged part like others: the rest is looked at all the same. */
async function readPart(dir: string, part: string): Promise<Uint8Array | null> {
  try {
    // Of what is no file, a pipe for example, nobody waits for the other end.
    return await readFile(join(dir, part), { flag: constants.O_RDONLY | constants.O_NONBLOCK });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new LogError('missing', `${part} cannot be read (${codeOf(error)})`);
  }
}
