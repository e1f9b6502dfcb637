import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Erasure } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { LogSession } from '@liaison/persistence';
import {
  bundlePath,
  inclusionRanges,
  openCheckpoint,
  parseBundle,
  TileReader,
  tilesOf,
} from '@liaison/transparency-log';
import { Client } from 'pg';
import { checkWhole } from '../../../apps/server/src/access-log/tree/check-tree.js';
import { LogFolder } from '../../../apps/server/src/platform/log-folder/log-folder.js';
import { readKeys } from '../../../apps/server/src/platform/log-folder/log-keys.js';
import { oursOn } from '../../access-log/independent/verifiers.js';
import { FlowingClock } from '../../kit/clock.js';
import { recorded } from '../../kit/recorded.js';
import { everyCell } from '../../kit/rows.js';
import { as, ok, twoAgencies, type TwoAgencies } from '../../kit/world.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import { judge, type Case } from './judged.js';
import type { LogSizes, Planted } from './sizes.js';

interface Subject {
  readonly id: string;
  readonly session: string;
  /** Words that stand nowhere else; each is a value of theirs. */
  readonly canaries: readonly string[];
}

/** Asked of two other verifiers too. */
const judged = 500;

/** People are erased by the doors, by two others; what their records were made of is nowhere, and every proof holds. */
export async function runErased(sizes: LogSizes, random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const path = mkdtempSync(join(tmpdir(), 'liaison-prove-log-'));
  const world = await twoAgencies({ log: path, time: new FlowingClock(Date.now()) });
  try {
    const subjects = await seed(world, sizes);
    await untilSigned(world);
    const before = held(await everyCell(world.server), subjects);
    if (before.length < subjects.length) findings.add('untested', 'not every subject has values to be erased');
    const from = performance.now();
    // The planted hole: one of them is forgotten.
    const erased = await erase(world, subjects.slice(planted ? 1 : 0));
    const seconds = (performance.now() - from) / 1_000;
    await untilSigned(world);
    for (const canary of held(await everyCell(world.server), subjects)) findings.add('remained', `rows: ${canary}`);
    for (const file of filesBelow(path))
      for (const canary of held(readFileSync(file, 'utf8'), subjects)) findings.add('remained', `${file}: ${canary}`);
    const proofs = await proveAll(world, path, random, findings);
    return {
      findings,
      figures: {
        'people erased': subjects.length,
        records: sizes.records,
        'records of which values were destroyed': erased,
        'seconds for each person': (seconds / subjects.length).toFixed(2),
        'proofs that hold afterwards': proofs,
        'of them judged by three verifiers': Math.min(judged, proofs),
      },
    };
  } finally {
    await world.close();
    rmSync(path, { recursive: true, force: true });
  }
}

/** Half of the records are theirs; the others are somebody else’s, a tenth of which name one of them. */
async function seed(
  { fr, nl, server }: TwoAgencies,
  { subjects: count, records }: LogSizes,
): Promise<readonly Subject[]> {
  const subjects = Array.from({ length: count }, (_, n): Subject => {
    const session = newId();
    return {
      id: newId(),
      session,
      canaries: ['name', 'handle', 'address', 'ground', 'note'].map((of) => `zq${of}${n}x`),
    };
  });
  const admin = new Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into person select p.id, $2, p.name, p.handle, true, 1, now() from unnest($1::uuid[], $3::text[], $4::text[]) p (id, name, handle)`,
    [
      subjects.map(({ id }) => id),
      fr.id,
      subjects.map(({ canaries }) => canaries[0]),
      subjects.map(({ canaries }) => canaries[1]),
    ],
  );
  await admin.end();
  const at = (): Date => new Date(new FlowingClock(Date.now()).now().getTime());
  for (let done = 0; done < records; done += 500) {
    const acts = Array.from({ length: Math.min(500, records - done) }, (_, n) => {
      const subject = subjects[Math.floor((done + n) / 2) % subjects.length];
      const dataset = { type: 'dataset', id: newId(), version: 1, ref: null, owner: nl.id };
      const isTheirs = n % 2 === 0;
      const named =
        n % 20 === 1 && subject ? [{ type: 'person', id: subject.id, version: null, ref: null, owner: fr.id }] : [];
      const [, , address = '', ground = '', note = ''] = subject?.canaries ?? [];
      const theirs = {
        person: subject?.id ?? null,
        session: subject?.session ?? null,
        address,
        ground,
        detail: { note },
      };
      return {
        at: at(),
        agency: fr.id,
        person: fr.coordinator.id,
        objects: [dataset, ...named],
        ...(isTheirs && theirs),
      };
    });
    await recorded(server, acts);
  }
  return subjects;
}

/** Their words, and the ids of their sessions. */
const held = (text: string, subjects: readonly Subject[]): readonly string[] =>
  subjects.flatMap(({ session, canaries }) => [session, ...canaries].filter((canary) => text.includes(canary)));

async function erase({ fr }: TwoAgencies, subjects: readonly Subject[]): Promise<number> {
  const auditor = await fr.person('an.auditor', 'auditor');
  let records = 0;
  for (const { id } of subjects) {
    ok(await as(fr.coordinator).patch(`/agency/people/${id}`, { active: false }));
    const input = { person: id, basis: 'right_to_erasure' };
    const asked = ok(await as(fr.coordinator).post<Erasure>('/agency/erasures', input));
    records += ok(await as(auditor).post<Erasure>(`/agency/erasures/${asked.id}/carry-out`)).records ?? 0;
  }
  return records;
}

async function untilSigned({ server }: TwoAgencies): Promise<void> {
  const admin = new Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  for (let waits = true; waits; await pause(100)) {
    const { rows } = await admin.query<{ waits: boolean; halted: string | null }>(
      'select halted, signed < size or exists (select from access_pending) as waits from log_head',
    );
    if (rows[0]?.halted) throw new Error(`halted: ${rows[0].halted}`);
    waits = rows[0]?.waits ?? true;
  }
  await admin.end();
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Every entry against the checkpoint, some by others too, and everything against everything as `check-log` does. */
async function proveAll({ server }: TwoAgencies, path: string, random: Random, findings: Findings): Promise<number> {
  const folder = new LogFolder(path);
  const logs = await readKeys(folder);
  const [key] = logs;
  const bytes = (await folder.read('checkpoint')) ?? new Uint8Array();
  const head = openCheckpoint(bytes, { logs, witnesses: [], threshold: 0 });
  if (!key) throw new Error('no key');
  const log = await LogSession.open(server.database.logUrl);
  for (const { path: at, reason } of await checkWhole(folder, log, head))
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
  judge(random.shuffled(cases).slice(0, judged), findings);
  return proofs;
}
