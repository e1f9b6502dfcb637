import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  edgeOf,
  fsck,
  LogError,
  openCheckpoint,
  requireWitnesses,
  type OpenedCheckpoint,
  type Policy,
  type ReadPart,
} from '@liaison/transparency-log';
import type { Command } from 'commander';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits } from '../exits.js';
import { orRefuse } from '../files/faults.js';
import { codeOf, readBytes } from '../files/files.js';
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
  const { opened, read } = await snapshotOf(dir, policy);
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

interface Snapshot {
  readonly opened: OpenedCheckpoint;
  readonly read: ReadPart;
}

/**
 * A checkpoint, and the parts of its tree. The server may go on meanwhile and clears away what the next tree has no
 * more, but not before the next checkpoint stands there: until then the edge is read beforehand.
 */
async function snapshotOf(dir: string, policy: Policy): Promise<Snapshot> {
  const path = join(dir, 'checkpoint');
  for (;;) {
    const note = await readBytes(path, 'checkpoint');
    const opened = await orRefuse(path, () => openCheckpoint(note, policy));
    const parts = new Map(edgeOf(opened.size).map((part) => [part, readPart(dir, part)]));
    await Promise.allSettled(parts.values());
    if (!Buffer.from(note).equals(await readBytes(path, 'checkpoint'))) continue;
    return { opened, read: (part) => parts.get(part) ?? readPart(dir, part) };
  }
}

/** What cannot be read is a damaged part like others: the rest is looked at all the same. */
async function readPart(dir: string, part: string): Promise<Uint8Array | null> {
  try {
    return await readFile(join(dir, part));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new LogError('missing', `${part} cannot be read (${codeOf(error)})`);
  }
}
