import { StoredLog } from '@liaison/persistence';
import { ConfigError, type Config } from '../../platform/config/config.js';
import { LogFolder } from '../../platform/log-folder/log-folder.js';
import { lookThrough } from './look-through.js';

/**
 * For the operator: compares everything of the tree with everything, says what is damaged, and changes nothing. Answers
 * whether all is well.
 */
export async function checkLog({ databaseLogUrl, logDir }: Config, say: (text: string) => void): Promise<boolean> {
  if (databaseLogUrl === undefined || logDir === undefined)
    throw new ConfigError('DATABASE_LOG_URL and LIAISON_LOG_DIR must be set to check the access log');
  const log = await StoredLog.open(databaseLogUrl);
  try {
    const { head, size, damages: found } = await lookThrough(new LogFolder(logDir), log);
    const halted = typeof head?.halted !== 'string' ? [] : [{ path: 'the log', reason: `is halted: ${head.halted}` }];
    const damages = [...halted, ...found];
    for (const { path, reason } of damages) say(`damaged: ${path} ${reason}`);
    say(damages.length === 0 ? `${size} entries, all whole` : `${damages.length} damages found`);
    return damages.length === 0;
  } finally {
    await log.close();
  }
}
