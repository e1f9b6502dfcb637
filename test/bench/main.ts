import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidRun } from './driver/crowd.js';
import { readOptions } from './options.js';
import { measure } from './measure.js';
import { machineOf } from './report/machine.js';
import { figuresTable, tableOf } from './report/table.js';
import { moveToDriverCore } from './stage/pinning.js';
import { limitsSaid, Stage } from './stage/stage.js';

// `npm run bench`: product and floors side by side. See docs/benchmark.md.
const say = (text: string): void => void process.stderr.write(`bench: ${text}\n`);
const show = (text: string): void => void process.stdout.write(`\n${text}\n`);

const root = process.cwd();
const options = readOptions(process.argv.slice(2));
moveToDriverCore();
const stage = await Stage.build(root, options);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stage.close().finally(() => process.exit(1)));
try {
  const machine = machineOf(root, stage.database.version, limitsSaid);
  const results = await measure(stage, { say, show });
  if (!options.profile) show(figuresTable(results.figures));
  show(
    tableOf(
      ['measured on', ''],
      Object.entries(machine).map(([name, value]) => [name, String(value)]),
    ),
  );
  const file = join(stage.results, `${machine.at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ machine, options, ...results }, null, 2)}\n`);
  say(`written to ${file}`);
  for (const why of results.invalid) say(`INVALID ${why}`);
  // A figure that is missed is a measurement; a run that is invalid is none.
  process.exitCode = results.invalid.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof InvalidRun)) throw error;
  say(`INVALID ${error.message}`);
  process.exitCode = 1;
} finally {
  await stage.close();
}
