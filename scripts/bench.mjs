// `npm run bench -- [--only=w1,w2] [--members=27,200] [--quick] [--profile]`: measures the built product beside plain
// servers. See docs/benchmark.md.
import { buildWhatChanged } from './steps/build.mjs';
import { ensureDependencies } from './steps/dependencies.mjs';
import { root, run } from './steps/run.mjs';
import { say } from './steps/say.mjs';

if (process.platform !== 'linux') {
  say('the benchmark reads /proc and needs Linux');
  process.exit(1);
}
try {
  await ensureDependencies();
  await buildWhatChanged();
} catch (error) {
  say(error.message);
  process.exit(1);
}
const script = ['--import', './scripts/steps/typescript.mjs', 'test/bench/main.ts', ...process.argv.slice(2)];
process.exitCode = await run(process.execPath, script, { cwd: root });
