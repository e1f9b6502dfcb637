import { isGoThere } from '../access-log/independent/verifiers.js';
import { commandLine, runParts, say } from './command-line.js';
import { Random } from './delivery/random.js';
import { writeReport } from './delivery/report.js';
import { logPartNames, runLogPart } from './log/programme.js';
import type { LogSizes } from './log/sizes.js';
import { abandonPostgres } from './log/stage.js';

// `--planted` leaves a hole in each part on purpose: a programme that cannot fail is worth nothing.
const asked = commandLine({
  script: 'prove:log',
  parts: logPartNames,
  numbers: ['flips', 'records'],
  flags: ['planted'],
});
const { seed, folder } = asked;
const long: LogSizes = {
  proofs: 60,
  entries: 600,
  flips: 2_000,
  forks: 200,
  subjects: 100,
  records: 50_000,
  isThorough: true,
};
const short: LogSizes = { proofs: 4, entries: 300, flips: 64, forks: 12, subjects: 3, records: 600, isThorough: false };
const isShort = asked.is('short');
const size = isShort ? short : long;
const sizes: LogSizes = {
  ...size,
  flips: asked.number('flips', size.flips),
  records: asked.number('records', size.records),
};
if (!isGoThere) {
  say('Go and its x/mod packages are needed (Debian: golang-go, golang-golang-x-mod-dev): two verifiers are not three');
  process.exit(2);
}

say(`seed ${seed}; --seed=${seed} repeats its choices`);
const chosen = asked.only ?? logPartNames.filter((name) => !isShort || name !== 'specs');
const run = (name: (typeof logPartNames)[number]) => runLogPart(name, sizes, new Random(seed), asked.is('planted'));
const parts = await runParts(chosen, run, abandonPostgres);
say(`report: ${writeReport(folder, seed, parts, [], 'log')}`);
const isProven = parts.length > 0 && parts.every(({ findings }) => findings.none);
say(isProven ? 'the log holds' : 'the log is in doubt');
process.exit(isProven ? 0 : 1);
