import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Server and database share the first core; the driver, with all of the benchmark's own code, has the second. */
const serverCore = '0';
const driverCore = '1';

export const isPinned = cpus().length >= 2 && spawnSync('taskset', ['--version']).status === 0;

export const pinning = isPinned
  ? `server and PostgreSQL on core ${serverCore}, driver on core ${driverCore}`
  : 'not pinned: taskset or a second core is missing, figures mean little';

/** The command that runs a program on the server's core. */
export const onServerCore = (program: string, args: readonly string[]): readonly [string, readonly string[]] =>
  isPinned ? ['taskset', ['-c', serverCore, program, ...args]] : [program, args];

export const moveToServerCore = (pids: readonly number[]): void => move(pids, serverCore);
export const moveToDriverCore = (): void => move([process.pid], driverCore);

function move(pids: readonly number[], core: string): void {
  if (!isPinned) return;
  for (const pid of pids) {
    const { status } = spawnSync('taskset', ['-a', '-c', '-p', core, String(pid)]);
    if (status !== 0) throw new Error(`process ${pid} could not be moved to core ${core}`);
  }
}
