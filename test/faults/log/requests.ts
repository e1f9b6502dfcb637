import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { Client } from 'pg';
import { FlowingClock } from '../../kit/clock.js';
import { openRoom, type Room } from '../../kit/room.js';
import { readsTheLog, signInAgain, type Person } from '../../kit/world.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import { kindsOf, type Kind } from './kinds.js';
import type { LogSizes, Planted } from './sizes.js';
import { ownPostgres } from './stage.js';

interface Fault {
  begin(room: Room): Promise<unknown>;
  end(room: Room): Promise<unknown>;
  /** Whether the database can be asked meanwhile. */
  readonly isThere: boolean;
}

const statements = (begin: string, end: string): Fault => ({
  begin: (room) => asAdmin(room, (admin) => admin.query(begin)),
  end: (room) => asAdmin(room, (admin) => admin.query(end)),
  isThere: true,
});

const faults: Readonly<Record<string, Fault>> = {
  'right to write records revoked': statements(
    'revoke insert on access_record from liaison_app',
    'grant insert on access_record to liaison_app',
  ),
  'right to write bodies revoked': statements(
    'revoke insert on access_body from liaison_app',
    'grant insert on access_body to liaison_app',
  ),
  'the table of what waits is gone': statements(
    'alter table access_pending rename to access_pending_away',
    'alter table access_pending_away rename to access_pending',
  ),
  'disk full': {
    begin: () => Promise.resolve(ownPostgres().fillDisk()),
    async end() {
      ownPostgres().emptyDisk();
      await ownPostgres().answers();
    },
    isThere: false,
  },
  'database away': {
    begin: () => ownPostgres().stopImmediately(),
    async end() {
      await ownPostgres().startAgain();
      await ownPostgres().answers();
    },
    isThere: false,
  },
};

/** Nobody can log in as the sequencer: it is dead, and everything else goes on. */
const sequencerDead = statements(
  `alter role liaison_log nologin;
   select pg_terminate_backend(pid) from pg_stat_activity where usename = 'liaison_log'`,
  'alter role liaison_log login',
);

/** The planted hole: what should be a record is swallowed by the database, and nobody is told. */
const swallow = `alter table access_body drop constraint if exists access_body_record_fkey;
  create function swallow() returns trigger language plpgsql as $$ begin return null; end $$;
  create trigger swallow before insert on access_record for each row execute function swallow();
  create trigger swallow before insert on access_body for each row execute function swallow()`;

/** Under each fault every kind of request is asked; then again with nothing wrong but the sequencer. */
export async function runRequests({ everyFault }: LogSizes, _random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const folder = mkdtempSync(join(tmpdir(), 'liaison-prove-log-'));
  const room = await openRoom({ log: folder, time: new FlowingClock(Date.now()) });
  const figures: Record<string, number> = {};
  try {
    const kinds = await kindsOf(room, everyFault);
    figures['kinds of request'] = kinds.length;
    if (kinds.length < 300) findings.add('untested', `${kinds.length} kinds of request`);
    if (planted) await asAdmin(room, (admin) => admin.query(swallow));
    const played = Object.entries(faults).slice(0, everyFault ? undefined : 1);
    for (const [name, fault] of played) {
      const taken = await askUnder(fault, room, kinds, name, findings);
      figures[`${name}: answered with success`] = taken;
    }
    await sequencerDead.begin(room);
    const taken = await askEach(room, kinds, findings);
    figures['sequencer dead: answered with success'] = taken;
    // What is refused to everybody at all times says nothing about what is refused under a fault.
    if (taken < (everyFault ? 300 : 60))
      findings.add('untested', `${taken} kinds of request succeed where nothing is wrong`);
    await sequencerDead.end(room);
    figures.records = await untilEntered(room, findings);
  } finally {
    await room.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { findings, figures };
}

async function askUnder(
  fault: Fault,
  room: Room,
  kinds: readonly Kind[],
  name: string,
  findings: Findings,
): Promise<number> {
  // What a session was shown before is shown again without a record: under a fault every kind is asked as for the first time.
  await asAdmin(room, (admin) => admin.query('delete from shown'));
  const before = await successes(room);
  await fault.begin(room);
  const limit = pLimit(16);
  const answers = await Promise.all(
    kinds.map((kind) => limit(async () => ({ kind, taken: await kind.ask().catch(() => false) }))),
  );
  await fault.end(room);
  const taken = answers.filter((one) => one.taken && one.kind.isRecorded).map((one) => one.kind);
  const after = await successes(room);
  for (const person of new Set(taken.map((one) => one.person))) {
    const theirs = taken.filter((one) => one.person === person);
    const recorded = (after.get(person.id) ?? 0) - (before.get(person.id) ?? 0);
    for (const kind of theirs.slice(recorded)) findings.add('unrecorded', `${name}: ${kind.name}`);
  }
  return taken.length;
}

/** One after the other, so that each success is held against the record that came with it. */
async function askEach(room: Room, kinds: readonly Kind[], findings: Findings): Promise<number> {
  let taken = 0;
  await asAdmin(room, async (admin) => {
    for (const kind of kinds) {
      await admin.query('delete from shown');
      const before = await recordsOf(admin, kind.person);
      const isTaken = await kind.ask().catch(() => false);
      if (isTaken && kind.isRecorded) {
        taken += 1;
        if ((await recordsOf(admin, kind.person)) <= before) findings.add('unrecorded', `sequencer dead: ${kind.name}`);
      }
      await comeBack(kind.person);
    }
  });
  return taken;
}

/** A kind may have ended its person’s session. */
async function comeBack(person: Person): Promise<void> {
  const { status } = await person.browser.get('/me');
  if (status !== 401) return;
  await signInAgain(person).catch(() => undefined);
  if (person.handle === 'an.auditor') await readsTheLog(person).catch(() => undefined);
}

const recordsOf = async (admin: Client, { id }: Person): Promise<number> => {
  const { rows } = await admin.query<{ n: string }>('select count(*) as n from access_body where person = $1', [id]);
  return Number(rows[0]?.n);
};

/** Records of success by person. */
const successes = (room: Room): Promise<ReadonlyMap<string, number>> =>
  asAdmin(room, async (admin) => {
    const { rows } = await admin.query<{ person: string; n: string }>(
      `select b.person, count(*) as n from access_record r join access_body b on b.record = r.id
       where r.outcome = 'success' and b.person is not null group by 1`,
    );
    return new Map(rows.map(({ person, n }) => [person, Number(n)]));
  });

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

async function asAdmin<T>(room: Room, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: room.world.server.database.adminUrl });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end().catch(() => undefined);
  }
}
