// `npm test`: builds what changed, runs every runner, and ends with the sum alone on a line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhatChanged } from './steps/build.mjs';
import { ensureDependencies } from './steps/dependencies.mjs';
import { runTool } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const reports = mkdtempSync(join(tmpdir(), 'liaison-reports-'));
const browserData = mkdtempSync(join(tmpdir(), 'liaison-browser-'));

const jest = {
  name: 'jest',
  run: (report) =>
    runTool('jest/bin/jest.js', ['--json', `--outputFile=${report}`], { stdio: ['ignore', 'ignore', 'inherit'] }),
  // A suite that does not even load has no tests of its own to count.
  count: (told) => ({
    passed: told.numPassedTests,
    failed: told.numFailedTests + told.numRuntimeErrorTestSuites,
    skipped: told.numPendingTests + told.numTodoTests,
  }),
};

const vitest = {
  name: 'vitest',
  run: (report) =>
    runTool('vitest/vitest.mjs', [
      'run',
      '--config=apps/web/vite.config.ts',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]),
  count: (told) => ({
    passed: told.numPassedTests,
    failed: told.numFailedTests,
    skipped: told.numPendingTests + told.numTodoTests,
  }),
};

const playwright = {
  name: 'playwright',
  run: (report) =>
    runTool('@playwright/test/cli.js', ['test', '--config=test/browser/playwright.config.ts', '--reporter=list,json'], {
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, TEST_BROWSER_DATA: browserData },
    }),
  count: ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }),
};

/** A runner that ends badly without naming a failed test, or writes no report, counts as one failure. */
async function runAndCount(runner) {
  say(`testing with ${runner.name}`);
  const report = join(reports, `${runner.name}.json`);
  const code = await runner.run(report);
  try {
    const sum = runner.count(JSON.parse(readFileSync(report, 'utf8')));
    return code !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
  } catch {
    say(`${runner.name} wrote no report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function main() {
  await ensureDependencies();
  await buildWhatChanged();
  const sums = [];
  for (const runner of [jest, vitest, playwright]) sums.push(await runAndCount(runner));
  const total = (key) => sums.reduce((sum, each) => sum + each[key], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed${skipped}\n`);
  return total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error.message);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
} finally {
  for (const folder of [reports, browserData]) rmSync(folder, { recursive: true, force: true });
}
