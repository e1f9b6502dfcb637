import { InvalidRun } from './driver/crowd.js';
import { fanOutFigures, fanOutTable } from './report/fan-out.js';
import { logCostFigures, logCostTable } from './report/log-cost.js';
import type { Figure } from './report/figures.js';
import { connectsFigure, connectsTable, reconnectsFigure, reconnectsTable } from './report/pairs.js';
import { pagesFigures, pagesTable, searchFigures, searchTable } from './report/reading.js';
import { openHistory, type History } from './seed/history.js';
import type { BenchServer } from './stage/server.js';
import type { Stage } from './stage/stage.js';
import { connects, copySessions } from './workloads/connects.js';
import { fanOut } from './workloads/fan-out.js';
import { readPages } from './workloads/history.js';
import { logCost } from './workloads/log-cost.js';
import { reconnects } from './workloads/reconnect.js';
import { search } from './workloads/search.js';

export interface Voice {
  say(text: string): void;
  show(table: string): void;
}

export interface Results {
  readonly figures: Figure[];
  /** Runs in which something was lost, doubled, out of order or refused. */
  readonly invalid: string[];
  /** Everything measured, by workload, for the file. */
  readonly measured: Record<string, unknown>;
}

/** The workloads that were asked for, one after the other; one that is invalid does not end the others. */
export async function measure(stage: Stage, voice: Voice): Promise<Results> {
  const results: Results = { figures: [], invalid: [], measured: {} };
  const { only, members } = stage.options;
  const attempt = async (name: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof InvalidRun)) throw error;
      results.invalid.push(`${name}: ${error.message}`);
    }
  };
  // First: the records of the others, for which nobody makes the tree, would have to be entered before.
  if (only.includes('w5')) await attempt('W5', () => measureLogCost(stage, voice, results));
  if (only.includes('w1')) for (const count of members) await measureFanOut(stage, voice, results, count);
  if (only.includes('w4')) await attempt('W4', () => measureConnects(stage, voice, results));
  if (only.includes('w2')) await attempt('W2', () => measureReconnects(stage, voice, results));
  if (only.includes('w2') || only.includes('w3')) await measureReading(stage, voice, results);
  return results;
}

async function measureFanOut(stage: Stage, voice: Voice, results: Results, members: number): Promise<void> {
  const result = await fanOut(stage, members, (text) => voice.say(text));
  voice.show(fanOutTable(result));
  results.figures.push(...fanOutFigures(result));
  results.measured[`w1, ${members} members`] = result;
  for (const { name, invalid } of result.trials) if (invalid !== null) results.invalid.push(`${name}: ${invalid}`);
}

/** In one room, where the cost of an act weighs most: with more members, delivering outweighs it. */
const membersOfLogCost = 27;

async function measureLogCost(stage: Stage, voice: Voice, results: Results): Promise<void> {
  const result = await logCost(stage, membersOfLogCost, (text) => voice.say(text));
  voice.show(logCostTable(result));
  results.figures.push(...logCostFigures(result));
  results.measured.w5 = result;
  for (const { name, invalid } of result.trials) if (invalid !== null) results.invalid.push(`W5 ${name}: ${invalid}`);
}

async function measureConnects(stage: Stage, voice: Voice, results: Results): Promise<void> {
  const result = await connects(stage, (text) => voice.say(text));
  voice.show(connectsTable(result));
  results.figures.push(connectsFigure(result));
  results.measured.w4 = result;
}

async function measureReconnects(stage: Stage, voice: Voice, results: Results): Promise<void> {
  const result = await reconnects(stage, (text) => voice.say(text));
  voice.show(reconnectsTable(result));
  results.figures.push(reconnectsFigure(result));
  results.measured['w2, reconnect'] = result;
}

/** Pages and search stand on one long history, which takes longest to write. */
async function measureReading(stage: Stage, voice: Voice, results: Results): Promise<void> {
  await copySessions(stage);
  const [product, floor] = [await stage.startProduct(), await stage.startFloor('lookups')];
  try {
    const history = await openHistory(stage, product, (text) => voice.say(text));
    if (stage.options.only.includes('w2')) await measurePages([product, floor], history, voice, results);
    if (stage.options.only.includes('w3')) await measureSearch(stage, product, history, voice, results);
  } finally {
    for (const server of [product, floor]) await stage.stop(server);
  }
}

async function measurePages(
  [product, floor]: readonly [BenchServer, BenchServer],
  history: History,
  voice: Voice,
  results: Results,
): Promise<void> {
  voice.say('W2 pages of history');
  const sizes = [
    await readPages(product, floor, history, history.short),
    await readPages(product, floor, history, history.long),
  ];
  voice.show(pagesTable(sizes));
  results.figures.push(...pagesFigures(sizes));
  results.measured['w2, pages'] = sizes;
}

async function measureSearch(
  stage: Stage,
  product: BenchServer,
  history: History,
  voice: Voice,
  results: Results,
): Promise<void> {
  voice.say('W3 search');
  const result = await search(product, stage.owner, history);
  voice.show(searchTable(result));
  results.figures.push(...searchFigures(result));
  results.measured.w3 = result;
}
