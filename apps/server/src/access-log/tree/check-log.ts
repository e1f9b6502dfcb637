import { StoredLog } from '@liaison/persistence';
import type { Damage } from '@liaison/transparency-log';
import { ConfigError, type Config } from '../../platform/config/config.js';
import { LogFolder } from '../../platform/log-folder/log-folder.js';
import { readPolicy } from '../../platform/log-folder/log-keys.js';
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
    const folder = new LogFolder(logDir);
    const { head, size, damages: found } = await lookThrough(folder, log);
    const policy = !head || head.size === 0 ? [] : await faultsOfPolicy(folder);
    const halted = typeof head?.halted !== 'string' ? [] : [{ path: 'the log', reason: `is halted: ${head.halted}` }];
    const damages = [...halted, ...policy, ...found];
    for (const { path, reason } of damages) say(`damaged: ${path} ${reason}`);
    say(damages.length === 0 ? `${size} entries, all whole` : `${damages.length} damages found`);
    return damages.length === 0;
  } finally {
    await log.close();
  }
}

/** It is the operator's and no part of the tree, but nothing is signed while nobody understands it. */
async function faultsOfPolicy(folder: LogFolder): Promise<readonly Damage[]> {
  try {
    await readPolicy(folder);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ path: 'policy', reason: `nothing is signed by it: ${why}` }];
  }
}
