import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FlowingClock } from '../../kit/clock.js';
import { attackedServer, type Attacked } from './attacked.js';

export interface Beside {
  /** Milliseconds from sending to having it, of the well-behaved: median and 95th of a hundred. */
  readonly alone: Figures;
  readonly beside: Figures;
  /** Medians, beside to alone: the middle one of all rounds. */
  readonly ratio: number;
  /** Since a first round with the flood: resident, and reachable after a collection. */
  readonly grownMiB: { readonly resident: number; readonly reachable: number };
  readonly floodFrames: number;
}

interface Figures {
  readonly p50: number;
  readonly p95: number;
}

const rounds = 6;
const perRound = 150;
/** As installed. */
const messageRate = 10;
const pause = 40;

/** What somebody who works notices of somebody who hammers: rounds without and with, in turn, in one run. */
export async function besideHostile(say: (text: string) => void = () => undefined): Promise<Beside> {
  const flowingSince = Date.now();
  const own = { flowingSince, messageRate };
  const attacked = await attackedServer(own, { time: new FlowingClock(flowingSince) });
  const flood = floodProcess(attacked);
  try {
    await once(flood, 'message');
    await told(flood, 'on');
    await measured(attacked);
    await told(flood, 'off');
    const before = await attacked.memory();
    const alone: number[][] = [];
    const beside: number[][] = [];
    let floodFrames = 0;
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await measured(attacked));
      await told(flood, 'on');
      beside.push(await measured(attacked));
      floodFrames = await told(flood, 'off');
      say(`round ${round}: alone ${figures(alone[round] ?? []).p50} ms, beside ${figures(beside[round] ?? []).p50} ms`);
    }
    const ratios = alone.map((times, round) => figures(beside[round] ?? []).p50 / figures(times).p50);
    const after = await attacked.memory();
    const grownMiB = {
      resident: mebibytes(after.now - before.now),
      reachable: mebibytes(after.reachable - before.reachable),
    };
    return {
      alone: figures(alone.flat()),
      beside: figures(beside.flat()),
      ratio: at(ratios, 0.5),
      grownMiB,
      floodFrames,
    };
  } finally {
    flood.kill('SIGKILL');
    await attacked.close();
  }
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

async function told(flood: ChildProcess, word: 'on' | 'off'): Promise<number> {
  const answer = once(flood, 'message') as Promise<[{ readonly sent: number }]>;
  flood.send(word);
  return (await answer)[0].sent;
}

const figures = (times: readonly number[]): Figures => ({
  p50: rounded(at(times, 0.5)),
  p95: rounded(at(times, 0.95)),
});
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
const mebibytes = (bytes: number): number => rounded(bytes / 1024 / 1024);
const rounded = (value: number): number => Math.round(value * 100) / 100;
