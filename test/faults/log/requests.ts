import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Client } from 'pg';
import { FlowingClock } from '../../kit/clock.js';
import { openRoom, type Room } from '../../kit/room.js';
import { readsTheLog, signInAgain, type Person } from '../../kit/world.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import { isEnding, kindsOf, type Kind } from './kinds.js';
import { asAdmin, faults, sequencerDead, swallow, type Fault } from './request-faults.js';
import type { LogSizes, Planted } from './sizes.js';

/** Under each fault every kind of request is asked; then again with nothing wrong but the sequencer. */
export async function runRequests({ isThorough }: LogSizes, _random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const folder = mkdtempSync(join(tmpdir(), 'liaison-prove-log-'));
  const room = await openRoom({ log: folder, time: new FlowingClock(Date.now()) });
  const figures: Record<string, number> = {};
  try {
    const kinds = await kindsOf(room, isThorough);
    figures['kinds of request'] = kinds.length;
    if (kinds.length < 300) findings.add('untested', `${kinds.length} kinds of request`);
    if (planted) await asAdmin(room, (admin) => admin.query(swallow));
    const under: Record<string, Taken> = {};
    for (const [name, fault] of Object.entries(faults).slice(0, planted ? 1 : undefined))
      under[name] = await askUnder(fault, room, kinds, name, findings);
    await sequencerDead.begin(room);
    const taken = await askEach(room, kinds, findings);
    figures['sequencer dead: answered with success'] = taken.length;
    // What is refused to everybody at all times says nothing about what is refused under a fault.
    if (taken.length < (isThorough ? 300 : 60))
      findings.add('untested', `${taken.length} kinds of request succeed where nothing is wrong`);
    for (const [name, some] of Object.entries(under)) {
      const refused = taken.filter((kind) => !some.includes(kind)).length;
      figures[`${name}: answered with success`] = some.length;
      figures[`${name}: refused, and answered with success otherwise`] = refused;
      if (refused < taken.length / 4) findings.add('untested', `${name}: ${refused} refused of ${taken.length}`);
    }
    await sequencerDead.end(room);
    figures.records = await untilEntered(room, findings);
  } finally {
    await room.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { findings, figures };
}

/** Kinds that were answered with success and had to leave a record. */
type Taken = readonly RecordedKind[];
type RecordedKind = Kind & { readonly act: string };
const hasToBeRecorded = (kind: Kind): kind is RecordedKind => kind.act !== null;

async function askUnder(
  fault: Fault,
  room: Room,
  kinds: readonly Kind[],
  name: string,
  findings: Findings,
): Promise<Taken> {
  await asAdmin(room, (admin) => forget(admin, kinds));
  const before = await asAdmin(room, successes);
  await fault.begin(room);
  const limit = pLimit(16);
  const answers = await Promise.all(
    kinds.map((kind) => limit(async () => ({ kind, isTaken: await kind.ask().catch(() => false) }))),
  );
  await fault.end(room);
  const taken = answers.flatMap(({ kind, isTaken }) => (isTaken && hasToBeRecorded(kind) ? [kind] : []));
  const after = await asAdmin(room, successes);
  for (const key of new Set(taken.map(keyOf))) {
    const recorded = (after.get(key) ?? 0) - (before.get(key) ?? 0);
    for (const kind of taken.filter((one) => keyOf(one) === key).slice(recorded))
      findings.add('unrecorded', `${name}: ${kind.name}`);
  }
  for (const person of new Set(kinds.map((kind) => kind.person))) await comeBack(person);
  return taken;
}

/** People side by side, and what may end the others’ sessions last. */
async function askEach(room: Room, kinds: readonly Kind[], findings: Findings): Promise<Taken> {
  const usual = kinds.filter((kind) => !isEnding(kind));
  const inTurn = [...new Set(usual.map(({ person }) => person))].map((person) =>
    askInTurn(
      room,
      usual.filter((kind) => kind.person === person),
      findings,
    ),
  );
  const taken = await Promise.all(inTurn);
  return [...taken.flat(), ...(await askInTurn(room, kinds.filter(isEnding), findings))];
}

/** One after the other, so that each success is held against the record that came with it. */
const askInTurn = (room: Room, kinds: readonly Kind[], findings: Findings): Promise<Taken> =>
  asAdmin(room, async (admin) => {
    const taken: RecordedKind[] = [];
    for (const kind of kinds) {
      await forget(admin, [kind]);
      const before = await countOf(admin, kind);
      const isTaken = await kind.ask().catch(() => false);
      if (isTaken && hasToBeRecorded(kind)) {
        taken.push(kind);
        if ((await countOf(admin, kind)) <= before) findings.add('unrecorded', `sequencer dead: ${kind.name}`);
      }
      if (!isTaken || isEnding(kind)) await comeBack(kind.person);
    }
    return taken;
  });

/** What a session was shown, or has open, is answered again without a record: every kind is asked as for the first time. */
async function forget(admin: Client, kinds: readonly Kind[]): Promise<void> {
  await admin.query('delete from shown');
  for (const kind of kinds) await kind.forget?.();
}

/** A kind may have ended its person’s session. */
async function comeBack(person: Person): Promise<void> {
  const { status } = await person.browser.get('/me');
  if (status !== 401) return;
  await signInAgain(person).catch(() => undefined);
  if (person.handle === 'an.auditor') await readsTheLog(person).catch(() => undefined);
}

const keyOf = ({ person, act }: RecordedKind): string => `${person.id} ${act}`;

/** How many records of success there are of each person's each act. */
async function successes(admin: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await admin.query<{ key: string; n: string }>(
    `select b.person || ' ' || r.act as key, count(*) as n from access_record r join access_body b on b.record = r.id
     where r.outcome = 'success' and b.person is not null group by 1`,
  );
  return new Map(rows.map(({ key, n }) => [key, Number(n)]));
}

/** The same of this person and act alone. */
async function countOf(admin: Client, { person, act }: Kind): Promise<number> {
  const { rows } = await admin.query<{ n: string }>(
    `select count(*) as n from access_body b join access_record r on r.id = b.record
     where b.person = $1 and r.act = $2 and r.outcome = 'success'`,
    [person.id, act],
  );
  return Number(rows[0]?.n);
}

const enteredWithin = 60_000;

/** With everything mended, no record is left without its entry. Answers how many there are. */
const untilEntered = (room: Room, findings: Findings): Promise<number> =>
  asAdmin(room, async (admin) => {
    for (const deadline = performance.now() + enteredWithin; ; await pause(200)) {
      const { rows } = await admin.query<{ all: string; without: string; size: string; signed: string }>(
        `select (select count(*) from access_record) as all, size, signed,
           (select count(*) from access_record r where not exists (select from access_entry e where e.record = r.id)) as without
         from log_head`,
      );
      const { all, without, size, signed } = rows[0] ?? { all: '0', without: '?', size: '', signed: '' };
      if (without === '0' && size === all && signed === size) return Number(all);
      if (performance.now() < deadline) continue;
      findings.add('unentered', `${without} of ${all} records; the tree has ${size}, signed ${signed}`);
      return Number(all);
    }
  });
