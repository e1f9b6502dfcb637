import { Crowd, InvalidRun } from '../driver/crowd.js';
import { FloorDialect, ProductDialect, type Place } from '../driver/dialect.js';
import { connect, follow } from '../driver/join.js';
import type { Line } from '../driver/line.js';
import { atRate, saturate, type Latency, type Saturation } from '../driver/load.js';
import { Door } from '../seed/door.js';
import { openOperation, startThread } from '../seed/operation.js';
import type { Memory, BenchServer } from '../stage/server.js';
import type { ProductOptions, Stage } from '../stage/stage.js';

export const product = 'product';
const floorNames = ['floor 0', 'floor 1', 'floor 2', 'floor 3'];

/** What was measured of one target, a value a round. */
export interface Trial {
  readonly name: string;
  /** Bytes for each connection. */
  readonly memory: Memory;
  readonly saturations: Saturation[];
  readonly latencies: Latency[];
  /** Why nothing of it counts from some round on. */
  invalid: string | null;
}

export interface FanOut {
  readonly members: number;
  /** Messages a second of the runs at a fixed rate, where there are any. */
  readonly rate: number | null;
  readonly trials: readonly Trial[];
}

/** Connected before memory is first read, so that code and pools are there. */
const warmUp = 20;
const rates = new Map([
  [27, 100],
  [1_000, 10],
]);

export interface Contestant {
  readonly server: BenchServer;
  readonly crowd: Crowd;
  readonly trial: Trial;
}

/** One operation with so many members online: product and floors take turns, so that each ratio is of one moment. */
export async function fanOut(stage: Stage, members: number, say: (text: string) => void): Promise<FanOut> {
  const { quick, profile } = stage.options;
  const rate = profile ? null : (rates.get(members) ?? null);
  const contestants: Contestant[] = [];
  try {
    contestants.push(await enterProduct(stage, members));
    if (!profile) for (const name of floorNames) contestants.push(await enterFloor(stage, name, members));
    for (const { crowd, server } of contestants)
      await saturate(crowd, server, stage.database, { warm: quick ? 3 : 6, measure: 0 });
    // As autovacuum does within a minute: plans made while the tables were empty are no measure of anything.
    await stage.vacuum();
    for (let round = 1; round <= (quick || profile ? 1 : 3); round += 1)
      for (const { trial, ...target } of contestants) {
        say(`W1 ${members} members, round ${round}: ${trial.name}`);
        if (trial.invalid === null) await run(stage, { trial, ...target }, rate);
        if (trial.invalid !== null) say(`INVALID ${trial.name}: ${trial.invalid}`);
      }
    return { members, rate, trials: contestants.map(({ trial }) => trial) };
  } finally {
    for (const { crowd, server } of contestants) {
      crowd.hangUp();
      await stage.stop(server);
    }
  }
}

/** One round of one of them; one that is invalid is told so, and does not end the others. */
export async function run(stage: Stage, { trial, crowd, server }: Contestant, rate: number | null): Promise<void> {
  const { quick, profile } = stage.options;
  const seconds = { warm: 1, measure: quick ? 2 : profile ? 5 : 3 };
  try {
    if (profile) await server.beginProfile();
    trial.saturations.push(await saturate(crowd, server, stage.database, seconds));
    if (profile) await server.endProfile(stage.results, `w1-${crowd.size}-${trial.name}`);
    if (rate !== null) trial.latencies.push(await atRate(crowd, rate, { warm: 0.5, measure: quick ? 2 : 4 }));
  } catch (error) {
    if (!(error instanceof InvalidRun)) throw error;
    trial.invalid = error.message;
  }
}

export async function enterProduct(
  stage: Stage,
  members: number,
  name = product,
  options: ProductOptions = {},
): Promise<Contestant> {
  const server = await stage.startProduct(options);
  const { owner, directory } = stage;
  const door = new Door(server);
  const operation = await openOperation(door, owner, directory, `${name} ${members}`, members);
  const place = await startThread(door, directory.lead, operation, 'all');
  const crowd = new Crowd(members, new ProductDialect(place));
  return { server, crowd, trial: trialOf(name, await gather(stage, server, crowd, place)) };
}

async function enterFloor(stage: Stage, name: string, members: number): Promise<Contestant> {
  const server = await stage.startFloor('fan-out', name);
  const crowd = new Crowd(members, new FloorDialect());
  return { server, crowd, trial: trialOf(name, await gather(stage, server, crowd, null)) };
}

const trialOf = (name: string, memory: Memory): Trial => ({
  ...{ name, memory, saturations: [], latencies: [] },
  invalid: null,
});

/** Connects everybody; answers what each connection costs in memory. */
async function gather(stage: Stage, server: BenchServer, crowd: Crowd, place: Place | null): Promise<Memory> {
  const people = stage.directory.people.slice(0, crowd.size);
  const join = async (from: number, to: number): Promise<void> => {
    const lines: Line[] = await connect(server.port, people.slice(from, to), from);
    if (place) await follow(lines, place);
    for (const line of lines) crowd.add(line);
  };
  await join(0, warmUp);
  const before = await server.memory();
  await join(warmUp, people.length);
  const after = await server.memory();
  const each = (key: keyof Memory): number => (after[key] - before[key]) / (people.length - warmUp);
  return { rss: each('rss'), heap: each('heap') };
}
