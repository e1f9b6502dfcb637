import { setTimeout as pause } from 'node:timers/promises';
import { InvalidRun } from '../driver/crowd.js';
import { Merges } from '../driver/merges.js';
import { spread, type Spread } from '../driver/spread.js';
import { saturate } from '../driver/load.js';
import type { Stage } from '../stage/stage.js';
import { enterProduct, run, type Contestant, type FanOut } from './fan-out.js';

export const withLog = 'with the log';
export const recordsAlone = 'records alone';
export const withoutLog = 'without the log';

export interface LogCost extends FanOut {
  /** Milliseconds from the beginning of a record's transaction to a checkpoint that holds its entry, a value a round. */
  readonly merges: readonly (Spread & { readonly most: number; readonly records: number })[];
}

/** All that a contestant left waiting. */
const drainsWithin = 120_000;

/**
 * The send path with records and tree, with records whose tree nobody makes, and with neither: three servers of the
 * same product in turn, so that each ratio is of one moment.
 */
export async function logCost(stage: Stage, members: number, say: (text: string) => void): Promise<LogCost> {
  const contestants: Contestant[] = [];
  const merges: LogCost['merges'][number][] = [];
  const watch = new Merges(stage.logFolder);
  try {
    contestants.push(await enterProduct(stage, members, withLog, { log: true }));
    contestants.push(await enterProduct(stage, members, recordsAlone));
    contestants.push(await enterProduct(stage, members, withoutLog, { without: true }));
    for (const { crowd, server } of contestants) {
      await saturate(crowd, server, stage.database, { warm: stage.options.quick ? 3 : 6, measure: 0 });
      await drained(stage, watch);
    }
    await stage.vacuum();
    for (let round = 1; round <= (stage.options.quick ? 1 : 9); round += 1)
      for (const contestant of contestants) {
        const { trial } = contestant;
        say(`W5 ${members} members, round ${round}: ${trial.name}`);
        const from = await records(stage);
        const measured = (): Promise<void> => run(stage, contestant, null);
        if (trial.invalid === null) await (trial.name === recordsAlone ? withoutTree(stage, measured) : measured());
        const written = (await records(stage)) - from;
        await drained(stage, watch);
        if (trial.name === withLog) merges.push(await merged(stage, watch, written));
        if (trial.name === withoutLog ? written > leastRecords : written <= leastRecords)
          throw new InvalidRun(`${trial.name}: ${written} records were written`);
      }
    return { members, rate: null, trials: contestants.map(({ trial }) => trial), merges };
  } finally {
    watch.stop();
    for (const { crowd, server } of contestants) {
      crowd.hangUp();
      await stage.stop(server);
    }
  }
}

/**
 * Nobody is elected meanwhile: the server of the first contestant, on the same core, would make the tree of these records. A lock
 * on rows would keep the database from clearing away old versions of them.
 */
async function withoutTree(stage: Stage, work: () => Promise<void>): Promise<void> {
  const lock = "hashtextextended('liaison log', 0)";
  await stage.admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'liaison log'",
  );
  await stage.admin.query(`select pg_advisory_lock(${lock})`);
  try {
    await work();
  } finally {
    await stage.admin.query(`select pg_advisory_unlock(${lock})`);
  }
}

/** Leases are renewed meanwhile, by servers that write records. */
const leastRecords = 500;

async function records(stage: Stage): Promise<number> {
  const { rows } = await stage.admin.query<{ n: string }>('select count(*) as n from access_record');
  return Number(rows[0]?.n);
}

/** What one contestant left waiting must not weigh on the next one. */
async function drained(stage: Stage, watch: Merges): Promise<void> {
  for (const deadline = performance.now() + drainsWithin; ; await pause(50)) {
    const { rows } = await stage.admin.query<{ n: string; halted: string | null }>(
      'select (select count(*) from access_pending) as n, halted, size from log_head',
    );
    const [head] = rows;
    if (head?.halted) throw new InvalidRun(`the log was halted: ${head.halted}`);
    if (head?.n === '0') break;
    if (performance.now() > deadline) throw new InvalidRun(`${head?.n ?? '?'} records have no entry`);
  }
  const { rows } = await stage.admin.query<{ size: string }>('select size from log_head');
  while (watch.size < Number(rows[0]?.size)) await pause(5);
}

/** Of the last so many records. Their time is that of the transaction's beginning: the commit is later, the delay no longer than this. */
async function merged(stage: Stage, watch: Merges, written: number): Promise<LogCost['merges'][number]> {
  const { rows } = await stage.admin.query<{ entry: string; at: Date }>(
    'select e.entry, r.at from access_entry e join access_record r on r.id = e.record order by e.entry desc limit $1',
    [written],
  );
  const delays = rows.map(({ entry, at }) => watch.publishedAt(Number(entry)) - at.getTime());
  const most = delays.reduce((longest, one) => Math.max(longest, one), 0);
  return { ...spread(delays), most, records: delays.length };
}
