import { mkdirSync } from 'node:fs';
import { commandLine, runParts, say } from './command-line.js';
import type { Wrong } from './delivery/check/findings.js';
import { everyFault } from './delivery/faults.js';
import { abandonAll } from './delivery/installation.js';
import { leftOut, partNames, runPart, type PartName, type Sizes } from './delivery/programme.js';
import { Random } from './delivery/random.js';
import { writeReport } from './delivery/report.js';

const asked = commandLine({
  script: 'prove:delivery',
  parts: partNames,
  numbers: ['commands', 'faults', 'races'],
});
const { seed, folder } = asked;
const long: Sizes = {
  crowd: { agencies: 4, clients: 40, streams: 10 },
  commands: 20_000,
  faults: 60,
  thinking: 400,
  races: 10_000,
  victims: 24,
  restarts: 3,
  revocations: 150,
  missed: 1_000,
};
/** Each kind of fault once, each part a little: for `npm test`, where other work makes every time meaningless. */
const short: Sizes = {
  crowd: { agencies: 2, clients: 8, streams: 3 },
  commands: 200,
  faults: everyFault.length,
  thinking: 100,
  races: 30,
  victims: 6,
  restarts: 1,
  revocations: 9,
  missed: 300,
};
const size = asked.is('short') ? short : long;
const sizes: Sizes = {
  ...size,
  commands: asked.number('commands', size.commands),
  faults: asked.number('faults', size.faults),
  races: asked.number('races', size.races),
};
say(`seed ${seed}; --seed=${seed} repeats its choices`);
mkdirSync(folder, { recursive: true });
const left = leftOut();
for (const why of left) say(`left out: ${why}`);
const run = (name: PartName) => runPart(name, sizes, new Random(seed), { folder, seed, say });
const parts = await runParts(asked.only ?? partNames, run, abandonAll);
say(`report: ${writeReport(folder, seed, parts, left)}`);
const isWrong = (wrong: Wrong): boolean => wrong !== 'late' || !asked.is('short');
const isProven = parts.every(({ findings }) => !findings.kinds().some(isWrong));
say(isProven ? 'delivery holds' : 'delivery is in doubt');
process.exit(isProven ? 0 : 1);
