import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGoThere } from '../access-log/independent/verifiers.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'liaison-prove-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function prove(part: string, ...more: readonly string[]): { readonly status: number | null; readonly said: string } {
  const programme = ['--import', './scripts/steps/typescript.mjs', 'test/faults/prove-log.ts', '--short'];
  const args = [...programme, `--only=${part}`, `--folder=${folder}`, ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

const withGo = isGoThere ? describe : describe.skip;

withGo('the access log, in short', () => {
  it.each(['fields', 'flips', 'harms', 'fork', 'requests', 'erased'])(
    'holds: %s; and the programme sees a hole that is left there on purpose',
    (part) => {
      const { status, said } = prove(part);
      expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
      const holed = prove(part, '--planted');
      expect(holed.status).toBe(1);
      expect(holed.said).toMatch(/WRONG: (?!untested)[\s\S]*the log is in doubt\n$/);
    },
    300_000,
  );
});
