import { setTimeout as pause } from 'node:timers/promises';
import { check } from './check/check.js';
import type { Findings } from './check/findings.js';
import { comeToRest } from './rest.js';
import type { Crowd } from './crowd.js';
import { everyFault, missingFaults, play, schedule, type FaultName } from './faults.js';
import { Latencies, percentile } from './figures.js';
import { readHistory, type History } from './history.js';
import type { Installation } from './installation.js';
import type { Random } from './random.js';
import { readTable } from './table.js';
import { Workload, type Budget } from './workload.js';

export interface LoadSize {
  readonly commands: number;
  readonly faults: number;
  /** How long a person thinks between two commands, on average; milliseconds. */
  readonly thinking: number;
  readonly kinds?: readonly FaultName[];
}

export interface LoadResult {
  readonly findings: Findings;
  readonly figures: Readonly<Record<string, string | number>>;
  /** What is not wrong, and what whoever reads the figures has to know. */
  readonly notes?: readonly string[];
}

/** After the last fault is mended, every command has its answer within so long. */
const lastAnswersWithin = 60_000;

/** Commands from all sides while things go wrong; then rest; then the recorded history against the table. */
export async function runLoad(
  here: Installation,
  crowd: Crowd,
  size: LoadSize,
  history: History,
  random: Random,
  say: (text: string) => void,
): Promise<LoadResult> {
  const budget: Budget = { left: size.commands, given: 0, goesOn: true };
  const giveUp = new AbortController();
  for (const client of crowd.clients) client.connect();
  await allReady(crowd);
  const from = performance.now();
  const working = Promise.all(
    crowd.clients.map((client) => {
      const workload = new Workload(client, crowd.mayAsk(client), history, random.branch(`work ${client.number}`));
      return workload.run(budget, size.thinking, giveUp.signal).catch((error: unknown) => {
        // Whoever stops for any other reason tests nothing from then on.
        if (!giveUp.signal.aborted) throw error;
      });
    }),
  );
  // The faults wait for no commands that will not come.
  working.catch(() => (budget.given = Infinity));
  const played = await playFaults(here, budget, size, history, random.branch('faults'), say);
  budget.goesOn = false;
  await Promise.race([working, tired(budget, giveUp)]);
  giveUp.abort();
  await working;
  const seconds = (performance.now() - from) / 1_000;
  await comeToRest(here.postgres.adminUrl, crowd.clients, history);
  const connections = crowd.clients.reduce((sum, client) => sum + client.connections, 0);
  for (const client of crowd.clients) client.leave();
  await history.close();
  const result = await judge(here, history);
  return {
    ...result,
    figures: { ...result.figures, seconds: seconds.toFixed(0), connections, ...orderlyEnds(here), ...played },
  };
}

export async function judge(here: Installation, history: History): Promise<LoadResult> {
  const latencies = new Latencies();
  const table = await readTable(here.postgres.adminUrl);
  const checked = await check(latencies.watch(readHistory(history.path)), table);
  const delivered = [...checked.deliveries].sort((a, b) => a - b);
  return {
    findings: checked.findings,
    figures: {
      commands: checked.commands,
      'events delivered': checked.delivered,
      ...latencies.figures(),
      'commit to client p50 ms': percentile(delivered, 0.5).toFixed(1),
      'commit to client p99 ms': percentile(delivered, 0.99).toFixed(1),
    },
  };
}

async function allReady({ clients }: Crowd): Promise<void> {
  for (const deadline = performance.now() + 60_000; clients.some((client) => !client.ready); await pause(50))
    if (performance.now() > deadline) throw new Error('not every client came in');
}

/** Fault after fault, each when its share of the commands has been given. Answers how many of each kind. */
async function playFaults(
  here: Installation,
  budget: Budget,
  size: LoadSize,
  history: History,
  random: Random,
  say: (text: string) => void,
): Promise<Record<string, number>> {
  const missing = missingFaults();
  for (const [name, why] of missing) say(`left out: ${name}: ${why}`);
  const kinds = (size.kinds ?? everyFault).filter((name) => !missing.has(name));
  const played: Record<string, number> = {};
  for (const [index, name] of schedule(size.faults, kinds, random).entries()) {
    const due = ((index + 0.5) * size.commands) / size.faults;
    while (budget.given < due) await pause(20);
    const took = await play(name, here, random, history);
    played[`fault: ${name}`] = (played[`fault: ${name}`] ?? 0) + 1;
    say(
      `fault ${index + 1} of ${size.faults}: ${name}, ${(took / 1_000).toFixed(1)} s; ${budget.given} commands given`,
    );
  }
  return played;
}

/** How long servers took that were asked to end. */
function orderlyEnds({ servers }: Installation): Record<string, string> {
  const all = servers.flatMap((server) => server.orderlyEnds).sort((a, b) => a - b);
  if (all.length === 0) return {};
  return {
    'orderly end of a server p50 ms': percentile(all, 0.5).toFixed(0),
    'orderly end of a server longest ms': percentile(all, 1).toFixed(0),
  };
}

/** Nothing is wrong any more, so whoever still waits for an answer after a minute waits in vain. */
async function tired(budget: Budget, giveUp: AbortController): Promise<void> {
  while (budget.left > 0) await pause(100);
  await pause(lastAnswersWithin, undefined, { ref: false });
  giveUp.abort();
}
