import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import type { LogSizes, Planted } from './sizes.js';

/** What is proven there already is not proven here a second time, but run and counted: whole folders, as specs are moved. */
const specs = ['libs/access-extract/', 'libs/transparency-log/', 'test/access-log/tree/', 'test/access-log/witness'];

interface Told {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export function runSpecs(_sizes: LogSizes, _random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const folder = mkdtempSync(join(tmpdir(), 'liaison-prove-log-'));
  const file = join(folder, 'told.json');
  // The planted hole: specs that are not there.
  const asked = planted ? ['test/access-log/no-such/'] : specs;
  spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '-w', '1', '--json', `--outputFile=${file}`, ...asked],
    {
      stdio: 'ignore',
    },
  );
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8')) as Told;
    for (const place of asked)
      if (!testResults.some(({ name }) => name.includes(place))) findings.add('untested', `${place}: no spec ran`);
    for (const { name, message, assertionResults } of testResults) {
      if (assertionResults.length === 0) findings.add('untested', `${name}: ${message.slice(0, 200)}`);
      for (const { status, fullName } of assertionResults)
        if (status === 'failed') findings.add('unfound', `${name}: ${fullName}`);
    }
    return Promise.resolve({ findings, figures: { specs: testResults.length, 'tests passed': numPassedTests } });
  } catch {
    findings.add('untested', 'the specs told nothing');
    return Promise.resolve({ findings, figures: { specs: 0 } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
