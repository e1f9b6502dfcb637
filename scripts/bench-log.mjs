// `npm run bench:log -- [--records=200000,2000000,10000000] [--plans]`: questions to the access log, timed on generated
// records. Needs 2.5 GB in /var/tmp for each million.
import { ensureDependencies } from './steps/dependencies.mjs';
import { root, run } from './steps/run.mjs';
import { say } from './steps/say.mjs';

try {
  await ensureDependencies();
} catch (error) {
  say(error.message);
  process.exit(1);
}
const script = ['--import', './scripts/steps/typescript.mjs', 'test/bench/log/main.ts', ...process.argv.slice(2)];
process.exitCode = await run(process.execPath, script, { cwd: root });
