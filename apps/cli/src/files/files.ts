import { randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, exits } from '../exits.js';

/** Of a file that has to be there. `what` it is goes into the refusal. */
export async function readBytes(path: string, what: string): Promise<Uint8Array> {
  const bytes = await readIfThere(path);
  if (bytes) return bytes;
  throw new CliError(`The ${what} ${path} is not there.`, exits.refused);
}

/** Null where there is no such file. */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new CliError(`${path} cannot be read (${codeOf(error)}).`, exits.refused);
  }
}

/**
 * Writes a file that is not there yet, for its owner alone: after a crash it is there whole or not at all. Throws with
 * the code `EEXIST` where there is one.
 */
export async function writeNew(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeSafely(beside, text);
    await link(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
  await syncFolder(dirname(path));
}

async function writeSafely(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder safe from a crash. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : String(error);
