import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startBeside } from './cluster/beside.js';
import { runPresence } from './cluster/presence.js';
import { everyFaultOfCluster } from './delivery/faults.js';
import { Installation } from './delivery/installation.js';
import { leftOut, partKinds, racesAnyway, runKind, type PartKind, type Sizes } from './delivery/programme.js';
import { Random } from './delivery/random.js';
import { writeReport, type Part } from './delivery/report.js';

const folder = 'prove-results';
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const pem = process.env.PROVE_TLS_PEM ?? '';

/** The parts of prove:delivery, behind HAProxy and with Redis; and what only several processes can get wrong. */
const parts: Readonly<Record<string, PartKind>> = {
  presence: { promise: 'Who is there is the same at both servers, also after one has died.', run: runPresence },
  load: partKinds.load,
  restart: partKinds.restart,
  revocation: partKinds.revocation,
  'catch-up': partKinds['catch-up'],
  races: {
    promise: 'After a removal commits not one later byte reaches the removed person, by any route.',
    run: racesAnyway,
  },
  'races-without-redis': {
    promise: 'The same with Redis dead: hints are only hints.',
    async run(here, ...rest) {
      await here.beside?.redis.kill();
      return racesAnyway(here, ...rest);
    },
  },
};

const short: Sizes = {
  crowd: { agencies: 2, clients: 8, streams: 3 },
  commands: 400,
  faults: 7,
  thinking: 200,
  races: 40,
  victims: 4,
  restarts: 1,
  revocations: 9,
  missed: 200,
  kinds: [
    'redis killed',
    'server killed',
    'proxy reloaded',
    'server stopped in order',
    'proxy killed',
    'database stopped at once',
  ],
};
const long: Sizes = {
  crowd: { agencies: 4, clients: 40, streams: 10 },
  commands: 20_000,
  faults: 60,
  thinking: 400,
  races: 5_000,
  victims: 24,
  restarts: 3,
  revocations: 150,
  missed: 1_000,
  kinds: everyFaultOfCluster,
};

const { values } = parseArgs({
  options: { seed: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const chosen = values.only?.split(',') ?? Object.keys(parts);
const stranger = chosen.find((name) => !(name in parts));
if (stranger !== undefined || !Number.isSafeInteger(seed)) {
  say(`npm run prove:cluster -- [--quick] [--seed=N] [--only=${Object.keys(parts).join(',')}]`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
say(`seed ${seed}; --seed=${seed} repeats its choices`);
mkdirSync(folder, { recursive: true });
const start = async (): Promise<Installation> => Installation.start(2, await startBeside(pem));
const done: Part[] = [];
for (const [name, kind] of Object.entries(parts)) {
  if (!chosen.includes(name)) continue;
  say(`== ${name}`);
  const part = await runKind(name, kind, values.quick ? short : long, new Random(seed), { folder, seed, say, start });
  done.push(part);
  for (const [what, value] of Object.entries(part.figures)) say(`   ${what}: ${value}`);
  for (const wrong of part.findings.kinds())
    say(`   WRONG: ${wrong} ${part.findings.count(wrong)}: ${part.findings.examples(wrong)[0] ?? ''}`);
}
say(`report: ${writeReport(folder, seed, done, leftOut(), 'cluster')}`);
const isProven = done.every(({ findings }) => findings.none);
say(isProven ? 'the cluster holds' : 'the cluster is in doubt');
process.exit(isProven ? 0 : 1);
