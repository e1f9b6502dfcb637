import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FlowingClock } from '../../kit/clock.js';
import { attackedServer, type Attacked } from './attacked.js';
import { ways, type WayName } from './ways.js';

export interface Beside {
  readonly way: WayName;
  /** Milliseconds from sending to having it, of the well-behaved. */
  readonly alone: Figures;
  readonly beside: Figures;
  /** Medians, beside to alone: the middle one of all rounds. */
  readonly ratio: number;
  /** The most that was reachable after a collection while the burden lasted, and resident, beyond what was before. */
  readonly grownMiB: { readonly resident: number; readonly reachable: number };
}

interface Figures {
  readonly p50: number;
  readonly p95: number;
}

const rounds = 3;
const perRound = 60;
/** As installed. */
const messageRate = 10;
const pause = 120;

/** What somebody who works notices of somebody who is a burden in each way: rounds without and with, in turn, in one run. */
export async function besideHostile(say: (beside: Beside) => void): Promise<void> {
  const flowingSince = Date.now();
  const own = { flowingSince, messageRate };
  const attacked = await attackedServer(own, { time: new FlowingClock(flowingSince) });
  const flood = floodProcess(attacked);
  try {
    await once(flood, 'message');
    await measured(attacked);
    for (const way of Object.keys(ways) as WayName[]) say(await besideWay(way, attacked, flood));
  } finally {
    flood.kill('SIGKILL');
    await attacked.close();
  }
}

async function besideWay(way: WayName, attacked: Attacked, flood: ChildProcess): Promise<Beside> {
  const before = await attacked.memory();
  const most = { resident: 0, reachable: 0 };
  const alone: number[][] = [];
  const beside: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await measured(attacked));
    await told(flood, way);
    beside.push(await measured(attacked));
    const { now, reachable } = await attacked.memory();
    most.resident = Math.max(most.resident, mebibytes(now - before.now));
    most.reachable = Math.max(most.reachable, mebibytes(reachable - before.reachable));
    await told(flood, '');
  }
  const ratios = alone.map((times, round) => figures(beside[round] ?? []).p50 / figures(times).p50);
  return {
    way,
    alone: figures(alone.flat()),
    beside: figures(beside.flat()),
    ratio: rounded(at(ratios, 0.5)),
    grownMiB: most,
  };
}

async function measured(attacked: Attacked): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < perRound; n += 1) {
    const began = performance.now();
    await attacked.meanwhile();
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return times;
}

function floodProcess({ url, cookie, ground }: Attacked): ChildProcess {
  return fork(join(process.cwd(), 'test/faults/mutations/flood-process.ts'), [], {
    execArgv: ['--import', './scripts/steps/typescript.mjs'],
    env: { ...process.env, TEST_FLOOD: JSON.stringify({ url, cookie, ground }) },
  });
}

async function told(flood: ChildProcess, way: WayName | ''): Promise<void> {
  const done = once(flood, 'message');
  flood.send(way);
  await done;
}

const figures = (times: readonly number[]): Figures => ({
  p50: rounded(at(times, 0.5)),
  p95: rounded(at(times, 0.95)),
});
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
const mebibytes = (bytes: number): number => rounded(bytes / 1024 / 1024);
const rounded = (value: number): number => Math.round(value * 100) / 100;
