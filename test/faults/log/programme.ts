import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import type { Part } from '../delivery/report.js';
import { runErased } from './erased.js';
import { runFields } from './fields.js';
import { runFlips } from './flips.js';
import { runFork } from './fork.js';
import { runHarms } from './harms.js';
import { runRequests } from './requests.js';
import type { LogSizes, Planted } from './sizes.js';
import { runSpecs } from './specs.js';

interface LogPart {
  readonly promise: string;
  readonly run: (sizes: LogSizes, random: Random, planted: Planted) => Promise<LoadResult>;
}

/** The parts of the programme and the promise that each one tests. */
const parts = {
  fields: {
    promise: 'Whatever field of a proof or checkpoint is changed: refused, by three independent verifiers alike.',
    run: runFields,
  },
  flips: {
    promise: 'A single bit changed anywhere, in rows, tiles, checkpoint or extract, is found and said where.',
    run: runFlips,
  },
  harms: {
    promise:
      'Rows deleted, inserted, swapped, doubled, a tail cut off, an old copy restored: found, or made up for whole.',
    run: runHarms,
  },
  fork: { promise: 'Another history, signed with the log’s own key, is cosigned by no witness.', run: runFork },
  requests: {
    promise: 'Whatever fails: no request is answered with success without a record, and every record gets its entry.',
    run: runRequests,
  },
  erased: {
    promise: 'Who is erased is nowhere any more, in rows or files, and every proof holds.',
    run: runErased,
  },
  specs: { promise: 'What the log’s own specs promise of forgeries, crashes and hostile requests.', run: runSpecs },
} as const satisfies Record<string, LogPart>;

export type LogPartName = keyof typeof parts;
export const logPartNames = Object.keys(parts) as readonly LogPartName[];

export async function runLogPart(name: LogPartName, sizes: LogSizes, random: Random, planted: Planted): Promise<Part> {
  const from = performance.now();
  const { promise, run } = parts[name];
  const result = await run(sizes, random.branch(name), planted);
  return { name, promise, seconds: (performance.now() - from) / 1_000, ...result };
}
