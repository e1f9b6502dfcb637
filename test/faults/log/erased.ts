import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoredLog } from '@liaison/persistence';
import {
  bundlePath,
  inclusionRanges,
  openCheckpoint,
  parseBundle,
  TileReader,
  tilesOf,
} from '@liaison/transparency-log';
import { lookThrough } from '../../../apps/server/src/access-log/tree/look-through.js';
import { LogFolder } from '../../../apps/server/src/platform/log-folder/log-folder.js';
import { readKeys } from '../../../apps/server/src/platform/log-folder/log-keys.js';
import { oursOn } from '../../access-log/independent/verifiers.js';
import { FlowingClock } from '../../kit/clock.js';
import { rowsOf, untilSigned } from '../../kit/log.js';
import { lookAtRows } from '../../kit/rows.js';
import { twoAgencies, type TwoAgencies } from '../../kit/world.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import { canariesIn } from './canaries.js';
import { dump } from './dump.js';
import { judge, type Case, type Judged } from './judged.js';
import type { LogSizes, Planted } from './sizes.js';
import { erase, seed, type Subject } from './subjects.js';

/** Asked of two other verifiers too. */
const judged = 500;
/**
 * People are erased by the doors, by two others; what their records were made of is nowhere, in rows, files or a dump, and
 * every proof holds. `native`: the PostgreSQL this runs on, where it has a pg_dump.
 */
export const runErased =
  (native?: string) =>
  async (sizes: LogSizes, random: Random, planted: Planted): Promise<LoadResult> => {
    const findings = new Findings();
    const path = mkdtempSync(join(tmpdir(), 'liaison-prove-log-'));
    const world = await twoAgencies({ log: path, time: new FlowingClock(Date.now()) });
    try {
      const subjects = await seed(world, sizes);
      await untilSigned({ world });
      for (const [where, found] of await places(world, native))
        for (const canary of missing(found, subjects)) findings.add('untested', `${where} never held ${canary}`);
      const from = performance.now();
      // The planted hole: one of them is forgotten.
      const erased = await erase(world, subjects.slice(planted ? 1 : 0));
      const seconds = (performance.now() - from) / 1_000;
      await untilSigned({ world });
      const left = await places(world, native);
      left.set('files', canariesOfFiles(path));
      for (const [where, { canaries }] of left)
        for (const canary of canaries) findings.add('remained', `${where}: ${canary}`);
      const { proofs, figures, notes } = await proveAll(world, path, random, findings);
      return {
        findings,
        figures: {
          PostgreSQL: await version(world),
          'people erased': subjects.length,
          records: sizes.records,
          'records of which values were destroyed': erased,
          'seconds to erase them': seconds.toFixed(0),
          ...looked(left),
          'proofs that hold afterwards': proofs,
          ...figures,
        },
        notes: native === undefined ? [...notes, noDump] : notes,
      };
    } finally {
      await world.close();
      rmSync(path, { recursive: true, force: true });
    }
  };

const noDump = 'no dump was made and none looked at: this machine has no pg_dump (Debian: postgresql)';

interface Looked {
  readonly canaries: ReadonlySet<string>;
  readonly bytes: number;
}

/** What of them stands in the rows, and in what pg_dump makes of these. */
async function places({ server }: TwoAgencies, native?: string): Promise<Map<string, Looked>> {
  const found = new Map<string, Looked>();
  const rows = new Looking();
  await lookAtRows(server, rows.look);
  found.set('rows', rows);
  if (native === undefined) return found;
  const folder = mkdtempSync(join(tmpdir(), 'liaison-prove-dump-'));
  const dumped = new Looking();
  try {
    await dump(native, server.database.adminUrl, join(folder, 'dump.sql'), dumped.look);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found.set('dump', dumped);
}

function canariesOfFiles(path: string): Looked {
  const files = new Looking();
  for (const file of filesBelow(path)) files.look(readFileSync(file, 'latin1'));
  return files;
}

class Looking implements Looked {
  readonly canaries = new Set<string>();
  bytes = 0;

  readonly look = (text: string): void => {
    this.bytes += text.length;
    for (const canary of canariesIn(text)) this.canaries.add(canary);
  };
}

const looked = (left: ReadonlyMap<string, Looked>): Record<string, string> =>
  Object.fromEntries([...left].map(([where, { bytes }]) => [`${where} looked at, MB`, (bytes / 1e6).toFixed(1)]));

const missing = ({ canaries }: Looked, subjects: readonly Subject[]): readonly string[] =>
  subjects.flatMap((subject) => [subject.session, ...subject.canaries]).filter((canary) => !canaries.has(canary));

async function version({ server }: TwoAgencies): Promise<string> {
  const [row] = await rowsOf<{ server_version: string }>(server.database.adminUrl, 'show server_version');
  return row?.server_version ?? '';
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Every entry against the checkpoint, some by others too, and everything against everything as `check-log` does. */
async function proveAll(
  { server }: TwoAgencies,
  path: string,
  random: Random,
  findings: Findings,
): Promise<Judged & { readonly proofs: number }> {
  const folder = new LogFolder(path);
  const logs = await readKeys(folder);
  const [key] = logs;
  const bytes = (await folder.read('checkpoint')) ?? new Uint8Array();
  const head = openCheckpoint(bytes, { logs, witnesses: [], threshold: 0 });
  if (!key) throw new Error('no key');
  const log = await StoredLog.open(server.database.logUrl);
  for (const { path: at, reason } of (await lookThrough(folder, log)).damages)
    findings.add('false-alarm', `${at} ${reason}`);
  await log.close();
  const tree = new TileReader(head.size, (part) => folder.read(part));
  const checkpoint = Buffer.from(bytes).toString();
  const cases: Case[] = [];
  let proofs = 0;
  for (const tile of tilesOf(0, head.size)) {
    const entries = parseBundle((await folder.read(bundlePath(tile))) ?? new Uint8Array(), tile.width);
    for (const [n, entry] of entries.entries()) {
      const index = tile.index * 256 + n;
      const evidence = { key, checkpoint, entry, index, hashes: await tree.ranges(inclusionRanges(index, head.size)) };
      const said = oursOn(evidence);
      if (said === null) proofs += 1;
      else findings.add('false-alarm', `entry ${index}: ${said}`);
      cases.push({ name: `entry ${index}`, evidence, isGenuine: true });
    }
  }
  return { proofs, ...judge(random.shuffled(cases).slice(0, judged), findings) };
}
