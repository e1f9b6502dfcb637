import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type LaunchOptions } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
// No background traffic: a closed network would refuse it many times over.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
].concat(['--disable-component-update', '--disable-sync']);

/** The system's Chromium, else the one from npm, which brings libraries that a bare machine lacks. */
async function browser(): Promise<LaunchOptions> {
  const system = systemBrowsers.find((path) => existsSync(path));
  if (system) return { executablePath: system, args: quiet };
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  chromium.setGraphicsMode = false;
  const executablePath = await chromium.executablePath();
  process.env.LD_LIBRARY_PATH = join(tmpdir(), 'al2023/lib');
  return { executablePath, args: [...chromium.args, ...quiet] };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

// This file is read again by every worker: what is chosen once is passed on in the environment.
process.env.TEST_BROWSER_PORT ??= String(await freePort());
process.env.TEST_BROWSER_DATA ??= mkdtempSync(join(tmpdir(), 'liaison-browser-'));
const url = `http://127.0.0.1:${process.env.TEST_BROWSER_PORT}`;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.journey.ts',
  outputDir: join(root, 'test-results'),
  workers: 1,
  // A hang ends; how fast a screen is, the benchmark says, on a machine that does nothing else.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: { baseURL: url, locale: 'en-GB', timezoneId: 'UTC', launchOptions: await browser() },
  webServer: {
    command: 'node dist/apps/server/src/main.js',
    cwd: root,
    url: `${url}/health/ready`,
    // The demonstration is loaded first.
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    env: { PORT: process.env.TEST_BROWSER_PORT, LIAISON_DATA_DIR: process.env.TEST_BROWSER_DATA, LIAISON_DEMO: 'true' },
  },
});
