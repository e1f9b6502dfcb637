import { stat } from 'node:fs/promises';
import {
  formatPrivateKey,
  isKeyName,
  keyInMemory,
  LogError,
  newSeed,
  parsePrivateKey,
  type KeyProvider,
} from '@liaison/transparency-log';
import { CliError, exits, usageError } from '../exits.js';
import { codeOf, readIfThere, writeNew } from './files.js';

/** The private key in a file that only its owner may read. Null where there is none. */
export async function readKey(path: string): Promise<KeyProvider | null> {
  const bytes = await readIfThere(path);
  if (!bytes) return null;
  if (((await stat(path)).mode & 0o077) !== 0)
    throw new CliError(`The key file ${path} can be read by others: chmod 600 it, or replace the key.`, exits.refused);
  try {
    return parsePrivateKey(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new CliError(`The key file ${path} is damaged: ${error.message}.`, exits.refused);
  }
}

/** A new key in a new file. */
export async function makeKey(path: string, name: string): Promise<KeyProvider> {
  if (!isKeyName(name)) throw usageError(`A key is not called "${name}": a name has no spaces and no plus signs.`);
  const seed = newSeed();
  try {
    await writeNew(path, formatPrivateKey(name, seed));
  } catch (error) {
    throw new CliError(`The key file ${path} cannot be made (${codeOf(error)}).`, exits.refused);
  }
  return keyInMemory(name, seed);
}
