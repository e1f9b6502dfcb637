import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Wrong } from './delivery/check/findings.js';
import { everyFault } from './delivery/faults.js';
import { abandonAll } from './delivery/installation.js';
import { leftOut, partNames, runPart, type PartName, type Sizes } from './delivery/programme.js';
import { Random } from './delivery/random.js';
import { writeReport, type Part } from './delivery/report.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    seed: text,
    only: text,
    folder: text,
    commands: text,
    faults: text,
    races: text,
    short: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

function number(key: 'seed' | 'commands' | 'faults' | 'races', otherwise: number): number {
  const given = Number(values[key] ?? otherwise);
  if (Number.isSafeInteger(given) && given >= 0) return given;
  say(`--${key} must be a whole number`);
  process.exit(2);
}

function chosen(): readonly PartName[] {
  const wanted = values.only?.split(',') ?? partNames;
  const unknown = wanted.filter((name) => !(partNames as readonly string[]).includes(name));
  if (unknown.length === 0) return partNames.filter((name) => wanted.includes(name));
  say(`--only takes some of ${partNames.join(', ')}`);
  process.exit(2);
}

if (values.help) {
  say(
    `npm run prove:delivery -- [--seed=N] [--only=${partNames.join('|')}] [--commands=N] [--faults=N] [--races=N] [--short]`,
  );
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.once('exit', abandonAll);
const seed = number('seed', Date.now() % 1_000_000);
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
const size = values.short ? short : long;
const sizes: Sizes = {
  ...size,
  commands: number('commands', size.commands),
  faults: number('faults', size.faults),
  races: number('races', size.races),
};
say(`seed ${seed}; --seed=${seed} repeats its choices`);
const folder = values.folder ?? 'prove-results';
mkdirSync(folder, { recursive: true });
const left = leftOut();
for (const why of left) say(`left out: ${why}`);
const parts: Part[] = [];
for (const name of chosen()) {
  say(`== ${name}`);
  const part = await runPart(name, sizes, new Random(seed), { folder, seed, say });
  parts.push(part);
  for (const [what, value] of Object.entries(part.figures)) say(`   ${what}: ${value}`);
  for (const wrong of part.findings.kinds())
    say(`   WRONG: ${wrong} ${part.findings.count(wrong)}: ${part.findings.examples(wrong)[0] ?? ''}`);
}
say(`report: ${writeReport(folder, seed, parts, left)}`);
const isWrong = (wrong: Wrong): boolean => wrong !== 'late' || !values.short;
const isProven = parts.every(({ findings }) => !findings.kinds().some(isWrong));
say(isProven ? 'delivery holds' : 'delivery is in doubt');
process.exit(isProven ? 0 : 1);
