import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatLogKey, isSameKey, openCheckpoint, type KeyProvider } from '@liaison/transparency-log';
import type { Command } from 'commander';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits, usageError } from '../exits.js';
import { readBytes, syncFolder } from '../files/files.js';
import { orRefuse } from '../files/faults.js';
import { makeKey, readKey } from '../files/key-file.js';
import { readPolicy } from '../files/policy-file.js';
import { confirm } from '../terminal/ask.js';
import { pairs } from '../terminal/text.js';

interface KeyOptions {
  readonly dir: string;
  readonly new?: boolean;
  readonly finish?: boolean;
}

interface Keys {
  readonly key: KeyProvider;
  readonly next: KeyProvider | null;
}

const nextFile = 'key.next';

export function keyCommand(group: Command, contextOf: MakeContext): void {
  group
    .command('key')
    .description('Show the public key of the log, or change the key: --new, and --finish once all know the new one')
    .requiredOption('--dir <folder>', 'the log’s folder (LIAISON_LOG_DIR)')
    .option('--new', 'make the next key; the server signs with both')
    .option('--finish', 'sign with the next key alone')
    .action((options: KeyOptions, command: Command) => logKey(contextOf(command), options));
}

/** While a key is changed the log has two, and every checkpoint bears both signatures. */
async function logKey(context: Context, options: KeyOptions): Promise<void> {
  if (options.new && options.finish) throw usageError('Say --new or --finish, one after the other.');
  const keys = await keysIn(options.dir);
  if (options.new) return show(context, await begin(options.dir, keys));
  if (options.finish) return show(context, await finish(context, options.dir, keys));
  show(context, keys);
}

async function keysIn(dir: string): Promise<Keys> {
  const key = await readKey(join(dir, 'key'));
  if (!key) throw new CliError(`There is no key in ${dir}: the server makes it when it first starts.`, exits.refused);
  return { key, next: await readKey(join(dir, nextFile)) };
}

async function begin(dir: string, { key, next }: Keys): Promise<Keys> {
  if (next) throw new CliError('The key is being changed already: --finish ends that.', exits.refused);
  if ((await stat(join(dir, 'key'))).uid !== process.getuid?.())
    throw new CliError('The server could not read what you make: run this as the owner of its key.', exits.refused);
  return { key, next: await makeKey(join(dir, nextFile), key.name) };
}

async function finish({ terminal, isSure }: Context, dir: string, { next }: Keys): Promise<Keys> {
  if (!next) throw new CliError('No next key was made: --new begins.', exits.refused);
  const policy = await readPolicy(join(dir, 'policy'));
  if (!policy.logs.some((log) => log.name === next.name && isSameKey(log, next)))
    throw new CliError(
      `The policy in ${dir} does not trust the next key: add a line "log ${formatLogKey(next)}".`,
      exits.refused,
    );
  const note = await readBytes(join(dir, 'checkpoint'), 'checkpoint');
  await orRefuse('The next key is not in use yet', () => openCheckpoint(note, { ...policy, logs: [next] }));
  await confirm(
    terminal,
    'The present key is destroyed. Who does not know the next one trusts no new checkpoint.',
    isSure,
  );
  await rename(join(dir, nextFile), join(dir, 'key'));
  await syncFolder(dir);
  return { key: next, next: null };
}

function show({ out }: Context, { key, next }: Keys): void {
  const shown = { key: formatLogKey(key), next: next && formatLogKey(next) };
  out.answer(shown, () => pairs([['Key', shown.key], ...(shown.next === null ? [] : [['Next', shown.next] as const])]));
}
