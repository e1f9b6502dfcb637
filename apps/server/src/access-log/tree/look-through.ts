import { NotElected, type LogHead, type StoredLog } from '@liaison/persistence';
import {
  emptyRoot,
  LogError,
  snapshotOf,
  type Damage,
  type KeyProvider,
  type ReadPart,
} from '@liaison/transparency-log';
import { codeOf, type LogFolder } from '../../platform/log-folder/log-folder.js';
import { readKeys } from '../../platform/log-folder/log-keys.js';
import { checkWhole, signedCheckpoint } from './check-tree.js';

interface Looked {
  /** Null where there is none. */
  readonly head: LogHead | null;
  /** Entries that were compared. */
  readonly size: number;
  readonly damages: readonly Damage[];
  /** Why some of these may not be there the next time: a disk gave no answer, or a file is kept from this process. */
  readonly unanswered: readonly string[];
}

/**
 * Compares everything that is stored with everything else, up to the checkpoint that is there now: the log may grow
 * meanwhile. Where there is no head that can be trusted, with what the database says of it: nothing that is damaged hides
 * anything else. `rest` comes after each file.
 */
export async function lookThrough(
  folder: LogFolder,
  log: StoredLog,
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<Looked> {
  const damages: Damage[] = [];
  const unanswered: string[] = [];
  // What was signed before the checkpoint is read cannot be more than it says.
  const before = await headOf(log);
  const file: ReadPart = (path) => folder.readNow(path).catch(asDamage(path, unanswered));
  // The head is read after the checkpoint: it is behind it only where the database was set back.
  const held = await orDamage('checkpoint', damages, () => snapshotOf(file));
  const read: ReadPart = async (path) => {
    const bytes = await (held ?? file)(path);
    await rest();
    return bytes;
  };
  const head = await headOf(log);
  if (!head) damages.push({ path: 'log_head', reason: 'has not one row' });
  if (!head) return { head, size: 0, damages, unanswered };
  const hasBegun = held === null || head.size > 0 || (await read('checkpoint')) !== null;
  const signed = async (): Promise<Compared | null> => {
    const keys = await orDamage('key', damages, () => keysOf(folder, unanswered));
    const shown = held && keys && (await orDamage('checkpoint', damages, () => signedCheckpoint(read, keys, head)));
    if (!shown || shown.size >= (before?.signed ?? 0)) return shown;
    const reason = `is one of ${shown.size} entries, and ${before?.signed ?? 0} were signed for: an older one is in its place`;
    damages.push({ path: 'checkpoint', reason });
    // Whoever makes the tree may be making up for it just now.
    unanswered.push(`the checkpoint ${reason}`);
    return null;
  };
  const compared = hasBegun ? ((await signed()) ?? head) : { size: 0, root: emptyRoot() };
  damages.push(...(await checkWhole(read, log, compared)));
  return { head, size: compared.size, damages, unanswered };
}

type Compared = Pick<LogHead, 'size' | 'root'>;

async function headOf(log: StoredLog): Promise<LogHead | null> {
  try {
    return await log.head();
  } catch (error) {
    if (error instanceof NotElected) return null;
    throw error;
  }
}

/** Null where it is damaged, which is noted. */
async function orDamage<T>(path: string, damages: Damage[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    const { message } = error;
    damages.push({ path, reason: message.startsWith(`${path} `) ? message.slice(path.length + 1) : message });
    return null;
  }
}

/** Another time it may be read. */
const asDamage =
  (path: string, unanswered: string[]) =>
  (error: unknown): never => {
    const code = codeOf(error);
    if (error instanceof LogError || typeof code !== 'string') throw error;
    const reason = `${path} cannot be read (${code})`;
    unanswered.push(reason);
    throw new LogError('missing', reason);
  };

/** A key that others can read too, or that is kept from this process, is the operator's to mend and no contradiction. */
async function keysOf(folder: LogFolder, unanswered: string[]): Promise<readonly KeyProvider[]> {
  try {
    return await readKeys(folder);
  } catch (error) {
    if (error instanceof LogError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    unanswered.push(reason);
    throw new LogError('missing', reason);
  }
}
