import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** What a process has used, in seconds, its ended children apart. */
export const cpuOf = (pid: number): number => (statOf(pid)?.own ?? 0) / ticksPerSecond;

/** A process and its children, ended ones included. */
export function cpuOfTree(pid: number): number {
  const parent = statOf(pid);
  const children = childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0);
  return children + ((parent?.own ?? 0) + (parent?.ended ?? 0)) / ticksPerSecond;
}

export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((candidate) => candidate > 0 && statOf(candidate)?.parent === pid);

interface Stat {
  readonly parent: number;
  readonly own: number;
  readonly ended: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before the last bracket may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((at) =>
      Number(fields[at]),
    );
    return { parent, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return null;
  }
}
