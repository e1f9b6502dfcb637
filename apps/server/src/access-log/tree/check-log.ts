import { LogSession } from '@liaison/persistence';
import { LogError, type Damage } from '@liaison/transparency-log';
import { ConfigError, type Config } from '../../platform/config/config.js';
import { checkWhole, publishedCheckpoint } from './check-tree.js';
import { LogFolder } from '../../platform/log-folder/log-folder.js';
import { readKeys } from '../../platform/log-folder/log-keys.js';

/**
 * For the operator: compares everything of the tree with everything, says what is damaged, and changes nothing. Answers
 * whether all is well.
 */
export async function checkLog({ databaseLogUrl, logDir }: Config, say: (text: string) => void): Promise<boolean> {
  if (databaseLogUrl === undefined || logDir === undefined)
    throw new ConfigError('DATABASE_LOG_URL and LIAISON_LOG_DIR must be set to check the access log');
  const log = await LogSession.open(databaseLogUrl);
  try {
    const { size, damages } = await look(new LogFolder(logDir), log);
    for (const { path, reason } of damages) say(`damaged: ${path} ${reason}`);
    say(damages.length === 0 ? `${size} entries, all whole` : `${damages.length} damages found`);
    return damages.length === 0;
  } finally {
    await log.close();
  }
}

async function look(
  folder: LogFolder,
  log: LogSession,
): Promise<{ readonly size: number; readonly damages: readonly Damage[] }> {
  const head = await log.head();
  const halted = head.halted === null ? [] : [{ path: 'the log', reason: `is halted: ${head.halted}` }];
  try {
    const checkpoint = await publishedCheckpoint(folder, await readKeys(folder), head);
    return { size: checkpoint.size, damages: [...halted, ...(await checkWhole(folder, log, checkpoint))] };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { size: head.size, damages: [...halted, { path: 'checkpoint', reason: error.message }] };
  }
}
