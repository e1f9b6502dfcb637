import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isGoThere } from '../access-log/independent/verifiers.js';
import { abandonPostgres, startOwnPostgres } from './log/stage.js';
import { logPartNames, runLogPart, type LogPartName } from './log/programme.js';
import type { LogSizes } from './log/sizes.js';
import { Random } from './delivery/random.js';
import { writeReport, type Part } from './delivery/report.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const usage = `npm run prove:log -- [--seed=N] [--only=${logPartNames.join('|')}] [--flips=N] [--short] [--planted]`;
const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    seed: text,
    only: text,
    folder: text,
    flips: text,
    short: { type: 'boolean' },
    /** Leaves a hole in each part on purpose: a programme that cannot fail is worth nothing. */
    planted: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const only = values.only?.split(',');
const stranger = only?.find((name) => !(logPartNames as readonly string[]).includes(name));
const long: LogSizes = {
  proofs: 60,
  entries: 600,
  flips: 2_000,
  forks: 200,
  subjects: 100,
  records: 50_000,
  everyFault: true,
};
const short: LogSizes = { proofs: 4, entries: 300, flips: 64, forks: 12, subjects: 3, records: 600, everyFault: false };
const size = values.short ? short : long;
const flips = Number(values.flips ?? size.flips);
if (values.help || stranger !== undefined || !Number.isSafeInteger(seed) || !Number.isSafeInteger(flips)) {
  say(usage);
  process.exit(values.help ? 0 : 2);
}
if (!isGoThere) {
  say('Go and its x/mod packages are needed (Debian: golang-go, golang-golang-x-mod-dev): two verifiers are not three');
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.once('exit', abandonPostgres);
say(`seed ${seed}; --seed=${seed} repeats its choices`);
const folder = values.folder ?? 'prove-results';
mkdirSync(folder, { recursive: true });
const postgres = await startOwnPostgres();
const chosen: readonly LogPartName[] = logPartNames.filter(
  (name) => only?.includes(name) ?? !(values.short && name === 'specs'),
);
const done: Part[] = [];
for (const name of chosen) {
  say(`== ${name}`);
  const part = await runLogPart(name, { ...size, flips }, new Random(seed), values.planted === true);
  done.push(part);
  for (const [what, value] of Object.entries(part.figures)) say(`   ${what}: ${value}`);
  for (const wrong of part.findings.kinds())
    say(`   WRONG: ${wrong} ${part.findings.count(wrong)}: ${part.findings.examples(wrong)[0] ?? ''}`);
}
await postgres.stop();
say(`report: ${writeReport(folder, seed, done, [], 'log')}`);
const isProven = done.length > 0 && done.every(({ findings }) => findings.none);
say(isProven ? 'the log holds' : 'the log is in doubt');
process.exit(isProven ? 0 : 1);
