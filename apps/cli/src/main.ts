#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCli } from './cli.js';
import type { Terminal } from './terminal/terminal.js';

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

const terminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  onInterrupt: (listener) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    signals.forEach((signal) => process.once(signal, listener));
    return () => signals.forEach((signal) => process.off(signal, listener));
  },
};

process.exitCode = await runCli(process.argv.slice(2), terminal, readVersion());
