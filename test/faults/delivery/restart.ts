import type { Crowd } from './crowd.js';
import type { History } from './history.js';
import type { Installation } from './installation.js';
import { runLoad, type LoadResult, type LoadSize } from './load.js';
import type { Random } from './random.js';

const longestStall = 3_000;

/** All servers are restarted one after the other while everybody works: nothing is dropped, nobody waits for long. */
export async function runRestart(
  here: Installation,
  crowd: Crowd,
  size: Pick<LoadSize, 'commands' | 'thinking'>,
  restarts: number,
  history: History,
  random: Random,
  say: (text: string) => void,
): Promise<LoadResult> {
  const load = { ...size, faults: restarts, kinds: ['rolling restart'] } as const;
  const result = await runLoad(here, crowd, load, history, random, say);
  const longest = Number(result.figures['send to acknowledged longest ms']);
  if (longest >= longestStall)
    result.findings.add('late', `a command waited ${longest} ms, less than ${longestStall} promised`);
  return result;
}
