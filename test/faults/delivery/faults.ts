import { setTimeout as pause } from 'node:timers/promises';
import type { History } from './history.js';
import type { Installation } from './installation.js';
import { OwnPostgres } from './own-postgres.js';
import type { Random } from './random.js';
import { Served } from './served.js';

interface FaultKind {
  /** Null where it can be played on this machine; else what is missing. */
  readonly missing?: () => string | null;
  /** Does it, keeps it up for a while, and mends it again. */
  readonly play: (here: Installation, random: Random) => Promise<void>;
}

const someTime = (random: Random, low: number, high: number): Promise<void> => pause(random.whole(low, high));

/** Everything that goes wrong, by name. Each ends with the installation whole again. */
export const faultKinds = {
  'server killed': {
    play: async ({ servers }, random) => {
      const server = random.pick(servers);
      await server.kill();
      await someTime(random, 0, 500);
      await server.startAgain();
    },
  },
  'all servers killed': {
    play: async ({ servers }) => {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all(servers.map((server) => server.startAgain()));
    },
  },
  'server stopped in order': {
    play: async ({ servers }, random) => {
      const server = random.pick(servers);
      await server.terminate();
      await server.startAgain();
    },
  },
  'server frozen': {
    play: async ({ servers }, random) => {
      const server = random.pick(servers);
      server.freeze();
      await someTime(random, 500, 7_000);
      server.resume();
    },
  },
  'database stopped at once': {
    play: async ({ postgres }, random) => {
      await postgres.stopImmediately();
      await someTime(random, 0, 6_500);
      await postgres.startAgain();
    },
  },
  'database backend killed': {
    play: async ({ postgres }, random) => {
      postgres.killBackend((pids) => random.pick(pids));
      await someTime(random, 500, 1_500);
    },
  },
  'disk full': {
    missing: () => OwnPostgres.whyNoFullDisk(),
    play: async ({ postgres }, random) => {
      postgres.fillDisk();
      await someTime(random, 1_000, 3_000);
      postgres.emptyDisk();
      await postgres.answers();
    },
  },
  'clients cut off': {
    play: async ({ front }, random) => {
      front.cut(() => random.chance(0.7));
      await someTime(random, 100, 500);
    },
  },
  'clients half open': {
    play: async ({ front }, random) => {
      front.halfOpen(() => random.chance(0.5));
      await someTime(random, 500, 4_000);
      front.heal();
    },
  },
  'database link cut': {
    play: async ({ machines }, random) => {
      random.pick(machines).database.cut(() => random.chance(0.7));
      await someTime(random, 100, 500);
    },
  },
  'database link torn': {
    play: async ({ machines }, random) => {
      const { database } = random.pick(machines);
      database.tear();
      await someTime(random, 500, 6_500);
      database.heal();
    },
  },
  'database link half open': {
    play: async ({ machines }, random) => {
      const { database } = random.pick(machines);
      database.halfOpen(() => random.chance(0.5));
      await someTime(random, 500, 4_000);
      database.heal();
    },
  },
  'rolling restart': {
    play: async ({ servers }) => {
      for (const server of servers) {
        await server.terminate();
        await server.startAgain();
      }
    },
  },
  'redis killed': {
    play: async ({ beside }, random) => {
      await beside?.redis.kill();
      await someTime(random, 500, 5_000);
      await beside?.redis.comeBack();
    },
  },
  'proxy reloaded': {
    play: async ({ beside }, random) => {
      beside?.proxy.reload();
      await someTime(random, 500, 1_500);
    },
  },
  'proxy killed': {
    play: async ({ beside }, random) => {
      await beside?.proxy.kill();
      await someTime(random, 0, 500);
      await beside?.proxy.comeBack();
    },
  },
  'clock stepped': {
    missing: () => Served.whyNoClockSteps(),
    play: async ({ servers }, random) => {
      const server = random.pick(servers);
      server.stepClock(random.pick([-600, -60, -5, 5, 60, 600]));
      await someTime(random, 1_500, 4_000);
      server.stepClock(0);
      await someTime(random, 1_000, 1_500);
    },
  },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultKinds;
const faultNames = Object.keys(faultKinds) as readonly FaultName[];
/** What goes wrong by itself; a rolling restart is somebody's doing and has a promise of its own. */
const besides: readonly FaultName[] = ['redis killed', 'proxy reloaded', 'proxy killed'];
export const everyFault = faultNames.filter((name) => name !== 'rolling restart' && !besides.includes(name));
/** The same where a proxy and a Redis run beside the servers. */
export const everyFaultOfCluster = [...everyFault, ...besides];

/** Which of the kinds cannot be played here, and why. */
export function missingFaults(): ReadonlyMap<FaultName, string> {
  const reasons = faultNames.map((name) => {
    const kind: FaultKind = faultKinds[name];
    return [name, kind.missing?.() ?? null] as const;
  });
  return new Map(reasons.filter((pair): pair is [FaultName, string] => pair[1] !== null));
}

/** So many faults over all kinds in turn, in an order that follows from the seed. */
export function schedule(count: number, kinds: readonly FaultName[], random: Random): FaultName[] {
  const order = random.shuffled(kinds);
  return random.shuffled(Array.from({ length: count }, (_, index) => order[index % order.length]).filter(isNamed));
}

export async function play(name: FaultName, here: Installation, random: Random, history: History): Promise<number> {
  const from = performance.now();
  history.note({ kind: 'fault', name, phase: 'begun' });
  await faultKinds[name].play(here, random);
  history.note({ kind: 'fault', name, phase: 'over' });
  return performance.now() - from;
}

const isNamed = (name: FaultName | undefined): name is FaultName => name !== undefined;
