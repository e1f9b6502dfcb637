import { parseArgs } from 'node:util';
import { FlowingClock } from '../kit/clock.js';
import { attackedServer } from './mutations/attacked.js';
import { besideHostile } from './mutations/beside-hostile.js';
import { mutate } from './mutations.js';

/** `npm run prove:hostile -- --count=200000 --seed=1`. */
interface Kit {
  readonly default: () => Promise<void>;
}

const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const count = Number(values.count ?? 200_000);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const kit = async (file: string): Promise<Kit> => (await import(`../kit/${file}.mjs`)) as Kit;
const { default: startTestDatabase } = await kit('global-setup');
const { default: stopTestDatabase } = await kit('global-teardown');

say(`seed ${seed}`);
await startTestDatabase();
// Its limits fill up again as in life: with time standing still, who asks for much is refused for ever.
const flowingSince = Date.now();
const attacked = await attackedServer({ flowingSince }, { time: new FlowingClock(flowingSince) });
try {
  const before = await attacked.memory();
  const report = await mutate({ ...attacked, seed, count, say });
  const after = await attacked.memory();
  const grown = (key: 'now' | 'reachable'): number => Math.round((after[key] - before[key]) / 1024 / 1024);
  say(JSON.stringify({ ...report, grownMiB: { resident: grown('now'), reachable: grown('reachable') } }));
} finally {
  await attacked.close();
}
await besideHostile((beside) => say(JSON.stringify(beside)));
await stopTestDatabase();
process.exit(0);
