import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (...args: readonly string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' });
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-prove-'));
  // The servers are the built ones; what is built already is left as it is.
  expect(run('scripts/build.mjs')).toMatchObject({ status: 0 });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('delivery under faults, in short', () => {
  it.each(['load', 'races', 'revocation'])(
    'holds: %s',
    (part) => {
      const programme = ['--import', './scripts/steps/typescript.mjs', 'test/faults/prove-delivery.ts'];
      const { status, stdout, stderr } = run(...programme, '--short', `--only=${part}`, `--folder=${folder}`);
      expect({ status, said: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
    },
    180_000,
  );
});
