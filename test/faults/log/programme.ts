import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import type { Part } from '../delivery/report.js';
import { postgresWithDump } from './dump.js';
import { runErased } from './erased.js';
import { runFields } from './fields.js';
import { runFlips } from './flips.js';
import { runFork } from './fork.js';
import { runHarms } from './harms.js';
import { segment } from './request-faults.js';
import { runRequests } from './requests.js';
import type { LogSizes, Planted } from './sizes.js';
import { runSpecs } from './specs.js';
import { onOwnPostgres } from './stage.js';

interface LogPart {
  readonly promise: string;
  readonly run: (sizes: LogSizes, random: Random, planted: Planted) => Promise<LoadResult>;
}

const native = postgresWithDump();

/** The parts of the programme and the promise that each one tests. */
const parts = {
  fields: {
    promise: 'Whatever field of a proof or checkpoint is changed: refused, by three independent verifiers alike.',
    run: runFields,
  },
  flips: {
    promise: 'A single bit changed anywhere, in rows, tiles, checkpoint or extract, is found and said where.',
    run: onOwnPostgres(runFlips),
  },
  harms: {
    promise:
      'Rows deleted, inserted, swapped, doubled, a tail cut off, an old copy restored: found, or made up for whole.',
    run: onOwnPostgres(runHarms),
  },
  fork: { promise: 'Another history, signed with the log’s own key, is cosigned by no witness.', run: runFork },
  requests: {
    promise: 'Whatever fails: no request is answered with success without a record, and every record gets its entry.',
    run: onOwnPostgres(runRequests, { segment }),
  },
  erased: {
    promise: 'Who is erased is nowhere any more, in rows, files or a dump, and every proof holds.',
    run: onOwnPostgres(runErased(native), native === undefined ? {} : { native }),
  },
  specs: { promise: 'What the log’s own specs promise of forgeries, crashes and hostile requests.', run: runSpecs },
} as const satisfies Record<string, LogPart>;

export type LogPartName = keyof typeof parts;
export const logPartNames = Object.keys(parts) as readonly LogPartName[];

export async function runLogPart(name: LogPartName, sizes: LogSizes, random: Random, planted: Planted): Promise<Part> {
  const from = performance.now();
  const { promise, run } = parts[name];
  const result = await run(sizes, random.branch(name), planted).catch(broken);
  return { name, promise, seconds: (performance.now() - from) / 1_000, ...result };
}

/** A part that breaks off has proven nothing; the others still have their say. */
function broken(error: unknown): LoadResult {
  const findings = new Findings();
  findings.add('untested', error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { findings, figures: {} };
}
