#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCli } from './cli.js';

/** The built file lies in dist/apps/cli/src, its source in apps/cli/src. */
function readVersion(): string {
  for (const up of ['../../../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}

process.exitCode = await runCli(process.argv.slice(2), process, readVersion());
