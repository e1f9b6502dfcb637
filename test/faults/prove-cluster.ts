import { mkdirSync } from 'node:fs';
import { commandLine, runParts, say } from './command-line.js';
import { startBeside } from './cluster/beside.js';
import { runPresence } from './cluster/presence.js';
import { everyFaultOfCluster } from './delivery/faults.js';
import { abandonAll, Installation } from './delivery/installation.js';
import { leftOut, partKinds, racesAnyway, runKind, type PartKind, type Sizes } from './delivery/programme.js';
import { Random } from './delivery/random.js';
import { writeReport, type Part } from './delivery/report.js';

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

const asked = commandLine({ script: 'prove:cluster', parts: Object.keys(parts) });
const { seed, folder } = asked;
say(`seed ${seed}; --seed=${seed} repeats its choices`);
mkdirSync(folder, { recursive: true });
const start = async (): Promise<Installation> => Installation.start(2, await startBeside(pem));
const sizes = asked.is('short') ? short : long;
const run = (name: string): Promise<Part> =>
  runKind(name, parts[name] ?? partKinds.load, sizes, new Random(seed), { folder, seed, say, start });
const done = await runParts(asked.only ?? Object.keys(parts), run, abandonAll);
say(`report: ${writeReport(folder, seed, done, leftOut(), 'cluster')}`);
const isProven = done.every(({ findings }) => findings.none);
say(isProven ? 'the cluster holds' : 'the cluster is in doubt');
process.exit(isProven ? 0 : 1);
