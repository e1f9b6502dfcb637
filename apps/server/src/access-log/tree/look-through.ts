import { NotElected, type LogHead, type StoredLog } from '@liaison/persistence';
import { emptyRoot, LogError, snapshotOf, type Damage, type ReadPart } from '@liaison/transparency-log';
import type { LogFolder } from '../../platform/log-folder/log-folder.js';
import { readKeys } from '../../platform/log-folder/log-keys.js';
import { checkWhole, signedCheckpoint } from './check-tree.js';

interface Looked {
  /** Null where there is none. */
  readonly head: LogHead | null;
  /** Entries that were compared. */
  readonly size: number;
  readonly damages: readonly Damage[];
}

/**
 * Compares everything that is stored with everything else, up to the checkpoint that is there now: the log may grow
 * meanwhile. `rest` comes after each file.
 */
export async function lookThrough(
  folder: LogFolder,
  log: StoredLog,
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<Looked> {
  let head: LogHead | null = null;
  try {
    // The head is read after the checkpoint: it is behind it only where the database was set back.
    const held = await snapshotOf((path) => folder.read(path).catch(asDamage(path)));
    const read: ReadPart = async (path) => {
      const bytes = await held(path);
      await rest();
      return bytes;
    };
    head = await log.head().catch((error: unknown) => {
      if (error instanceof NotElected) return null;
      throw error;
    });
    if (!head) return { head, size: 0, damages: [{ path: 'log_head', reason: 'has not one row' }] };
    const hasBegun = head.size > 0 || (await read('checkpoint')) !== null;
    if (!hasBegun) return { head, size: 0, damages: await checkWhole(read, log, { size: 0, root: emptyRoot() }) };
    const checkpoint = await signedCheckpoint(read, await readKeys(folder), head);
    return { head, size: checkpoint.size, damages: await checkWhole(read, log, checkpoint) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { head, size: head?.size ?? 0, damages: [{ path: 'checkpoint', reason: error.message }] };
  }
}

/** That this process has too many files open says nothing of any of them. */
const passing: readonly unknown[] = ['EMFILE', 'ENFILE'];

/** What is there and cannot be read is damaged, and hides nothing else. */
const asDamage =
  (path: string) =>
  (error: unknown): never => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || passing.includes(code)) throw error;
    throw new LogError('missing', `${path} cannot be read (${code})`);
  };
