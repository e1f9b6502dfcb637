import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { seed } from '../seed/chance.js';
import { pinning } from '../stage/pinning.js';

/** Where and with what it was measured. */
export interface Machine {
  readonly at: string;
  readonly commit: string;
  readonly processor: string;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly socketIo: string;
  readonly pinning: string;
  readonly limits: string;
  readonly seed: number;
}

export const machineOf = (root: string, postgres: string, limits: string): Machine => ({
  at: new Date().toISOString(),
  commit: commitOf(root),
  processor: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${process.platform} ${release()}`,
  node: process.version,
  postgres: `PostgreSQL ${postgres}, fsync and synchronous_commit on`,
  socketIo: versionOf(root, 'socket.io'),
  pinning,
  limits,
  seed,
});

function commitOf(root: string): string {
  const git = (...args: string[]): string => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();
  const changed = git('status', '--porcelain') === '' ? '' : ' with changes';
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed}`;
}

const versionOf = (root: string, name: string): string =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
