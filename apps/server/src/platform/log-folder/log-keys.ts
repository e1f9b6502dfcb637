import {
  formatPolicy,
  formatPrivateKey,
  isSameKey,
  LogError,
  newSeed,
  parsePolicy,
  parsePrivateKey,
  type KeyProvider,
  type Policy,
} from '@liaison/transparency-log';
import { ConfigError } from '../config/config.js';
import type { LogFolder } from './log-folder.js';

/** `key` signs; `key.next` beside it while keys are changed. */
const keyFiles = ['key', 'key.next'] as const;
const readableByOwnerAlone = 0o600;

/**
 * Every key that signs, the present one first. Throws `LogError` where there is none, where one is unreadable, or where
 * they are of different origins. A file that others can read is an error, and no contradiction in the log.
 */
export async function readKeys(folder: LogFolder): Promise<readonly KeyProvider[]> {
  const keys: KeyProvider[] = [];
  for (const name of keyFiles) {
    const bytes = await folder.read(name);
    if (bytes) {
      await requirePrivate(folder, name);
      keys.push(keyOf(name, bytes));
    }
    if (!bytes && name === 'key') throw new LogError('missing', 'there is no key in the log’s folder');
  }
  const [first, ...others] = keys;
  if (others.some(({ name }) => name !== first?.name))
    throw new LogError('inconsistent', 'the keys in the log’s folder are of different origins');
  return keys;
}

/** Those that sign: a next key once the policy names it. What it signed before, everybody would refuse. */
export const signing = (keys: readonly KeyProvider[], { logs }: Policy): readonly KeyProvider[] =>
  keys.filter((key, at) => at === 0 || logs.some((log) => isSameKey(log, key)));

/** At the first start: a key, and a policy of nobody but this log. What is there stays. */
export async function makeKey(folder: LogFolder, origin: string): Promise<void> {
  if (!(await folder.read('key')))
    await folder.write(
      new Map([['key', new TextEncoder().encode(formatPrivateKey(origin, newSeed()))]]),
      readableByOwnerAlone,
    );
  if (await folder.read('policy')) return;
  const alone: Policy = { logs: await readKeys(folder), witnesses: [], threshold: 0 };
  await folder.write(new Map([['policy', new TextEncoder().encode(formatPolicy(alone))]]));
}

/** Whom the installation trusts. A file that an operator has mistyped is an error, and no contradiction in the log. */
export async function readPolicy(folder: LogFolder): Promise<Policy> {
  try {
    const bytes = await folder.read('policy');
    if (!bytes) throw new LogError('missing', 'is not there');
    return parsePolicy(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new ConfigError(`${folder.path}/policy: ${error.message}`, { cause: error });
  }
}

async function requirePrivate(folder: LogFolder, name: string): Promise<void> {
  if (await folder.isPrivate(name)) return;
  throw new ConfigError(`the key file ${folder.path}/${name} can be read by others: chmod 600 it, or replace the key`);
}

function keyOf(name: string, bytes: Uint8Array): KeyProvider {
  try {
    return parsePrivateKey(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof LogError) throw new LogError(error.fault, `the file ${name}: ${error.message}`);
    throw error;
  }
}
