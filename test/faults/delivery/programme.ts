import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCatchUp } from './catch-up.js';
import { foundAgencies, gather, type CrowdSize } from './crowd.js';
import { missingFaults, type FaultName } from './faults.js';
import { Hints } from './hints.js';
import { History } from './history.js';
import { Installation } from './installation.js';
import { runLoad, type LoadResult } from './load.js';
import { runRaces } from './races.js';
import type { Random } from './random.js';
import type { Part } from './report.js';
import { runRestart } from './restart.js';
import { runRevocation } from './revocation.js';

export interface Sizes {
  readonly crowd: CrowdSize;
  readonly commands: number;
  readonly faults: number;
  readonly thinking: number;
  readonly races: number;
  readonly victims: number;
  readonly restarts: number;
  readonly revocations: number;
  readonly missed: number;
  /** Which faults; else all that need nothing beside the servers. */
  readonly kinds?: readonly FaultName[];
}

/** Where histories and reports go, and who is told how it goes. */
export interface Surroundings {
  readonly folder: string;
  readonly seed: number;
  readonly say: (text: string) => void;
  /** Where each part is run; else on two servers behind a link. */
  readonly start?: () => Promise<Installation>;
}

export type Run = (here: Installation, sizes: Sizes, random: Random, around: Surroundings) => Promise<LoadResult>;

export interface PartKind {
  readonly promise: string;
  readonly run: Run;
}

const historyOf = ({ folder, seed }: Surroundings, part: string): History =>
  new History(join(folder, `delivery-${seed}-${part}.jsonl`));

const load: Run = async (here, sizes, random, around) => {
  const history = historyOf(around, 'load');
  const agencies = await foundAgencies(here, sizes.crowd.agencies);
  const crowd = await gather(here, agencies, sizes.crowd, history, random.branch('crowd'));
  return runLoad(here, crowd, sizes, history, random, around.say);
};

type HintsOf = (here: Installation) => Hints | null;

const racesWith =
  (hintsOf: HintsOf): Run =>
  async (here, sizes, random, around) => {
    const hints = hintsOf(here);
    const agencies = await foundAgencies(here, sizes.crowd.agencies);
    const size = { races: sizes.races, victims: sizes.victims, writers: 8, thinking: 150 };
    return runRaces(here, agencies, size, random, around, hints);
  };

/** With whatever tells servers of each other there, as in the cluster with Redis, alive or dead. */
export const racesAnyway = racesWith(() => null);

const restart: Run = async (here, sizes, random, around) => {
  const history = historyOf(around, 'restart');
  const agencies = await foundAgencies(here, sizes.crowd.agencies);
  const crowd = await gather(here, agencies, sizes.crowd, history, random.branch('crowd'));
  const { thinking, restarts } = sizes;
  const size = { commands: restarts * sizes.crowd.clients * 20, thinking };
  return runRestart(here, crowd, size, restarts, history, random, around.say);
};

const revocation: Run = async (here, sizes, random) =>
  runRevocation(here, await foundAgencies(here, 2), { rounds: sizes.revocations, people: 6 }, random);

const catchUp: Run = async (here, sizes, random, around) => {
  const history = historyOf(around, 'catch-up');
  const agencies = await foundAgencies(here, 2);
  const size = { agencies: 2, clients: Math.min(24, sizes.crowd.clients), streams: 3 };
  return runCatchUp(here, await gather(here, agencies, size, history, random.branch('crowd')), sizes.missed, history);
};

/** The parts of the programme and the promise that each one tests. */
export const partKinds = {
  load: {
    promise: 'Whatever crashes: lost 0, doubled 0, out of order 0, each client’s log byte-equal to the table.',
    run: load,
  },
  races: {
    promise: 'After a removal commits not one later byte reaches the removed person, by any route; without any hint.',
    run: racesWith((here) => new Hints(here, true)),
  },
  'races-with-hints': {
    promise: 'The same where hints get through.',
    run: racesWith((here) => new Hints(here, false)),
  },
  restart: { promise: 'All servers restarted under load: nothing dropped, longest stall under 3 s.', run: restart },
  revocation: { promise: 'Every socket is closed or denied within 1 s at p99, 5 s always.', run: revocation },
  'catch-up': { promise: '1,000 missed events are caught up within 1 s at p95 after any absence.', run: catchUp },
} as const satisfies Record<string, PartKind>;

export type PartName = keyof typeof partKinds;
export const partNames = Object.keys(partKinds) as readonly PartName[];

/** Runs a part on an installation of its own. The history is kept only where something was wrong. */
export const runPart = (name: PartName, sizes: Sizes, random: Random, around: Surroundings): Promise<Part> =>
  runKind(name, partKinds[name], sizes, random, around);

export async function runKind(
  name: string,
  { promise, run }: PartKind,
  sizes: Sizes,
  random: Random,
  around: Surroundings,
): Promise<Part> {
  const from = performance.now();
  const here = await (around.start?.() ?? Installation.start());
  const logs = join(around.folder, `delivery-${around.seed}-${name}`);
  try {
    const result = await run(here, sizes, random.branch(name), around);
    if (result.findings.none) rmSync(join(around.folder, `delivery-${around.seed}-${name}.jsonl`), { force: true });
    else here.keepLogs(logs);
    return { name, promise, seconds: (performance.now() - from) / 1_000, ...result };
  } catch (error) {
    here.keepLogs(logs);
    throw error;
  } finally {
    await here.stop();
  }
}

/** What this machine cannot play, in words. */
export const leftOut = (): string[] => [...missingFaults()].map(([name, why]) => `${name}: ${why}`);
