import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyFault, missingFaults } from './delivery/faults.js';
import { partNames, runPart, type Sizes } from './delivery/programme.js';
import { Random } from './delivery/random.js';

/** The programme of `npm run prove:delivery`, made short: each kind of fault once, each part a little. */
const sizes: Sizes = {
  crowd: { agencies: 2, clients: 10, streams: 4 },
  commands: 250,
  faults: everyFault.length - missingFaults().size,
  thinking: 100,
  races: 60,
  victims: 6,
  restarts: 1,
  revocations: 12,
  missed: 300,
};
const seed = Date.now() % 1_000_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-prove-'));
  // The servers are the built ones; what is built already is left as it is.
  expect(spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' })).toMatchObject({ status: 0 });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(`delivery under faults, seed ${seed}`, () => {
  it.each(partNames)(
    'holds: %s',
    async (name) => {
      const said: string[] = [];
      const around = { folder, seed, say: (text: string) => void said.push(text) };
      const { findings, figures } = await runPart(name, sizes, new Random(seed), around);
      // What takes how long is judged by the long programme on a quiet machine.
      const wrong = findings.kinds().filter((kind) => kind !== 'late');
      expect(wrong.map((kind) => [kind, findings.examples(kind)])).toEqual([]);
      expect(Object.keys(figures).length).toBeGreaterThan(0);
    },
    180_000,
  );
});
