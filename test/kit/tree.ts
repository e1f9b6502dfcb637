import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { makeRecord, type ActFacts } from '@liaison/access-record';
import { newId, systemClock, type RecordClass } from '@liaison/domain';
import { LogSession, StoredLog } from '@liaison/persistence';
import { openCheckpoint, parseCheckpoint, parseNote, type Checkpoint, type Damage } from '@liaison/transparency-log';
import { lookThrough } from '../../apps/server/src/access-log/tree/look-through.js';
import { LogFolder } from '../../apps/server/src/platform/log-folder/log-folder.js';
import { readKeys } from '../../apps/server/src/platform/log-folder/log-keys.js';
import { Sequencer, type SequencerMeans } from '../../apps/server/src/access-log/tree/sequencer.js';
import type { Witnesses } from '../../apps/server/src/access-log/tree/witnesses.js';
import { freshDatabase, type TestDatabase } from './database.js';

export const agencies = Array.from({ length: 3 }, () => newId());
export const operations = Array.from({ length: 2 }, () => newId());

/** Remembers every checkpoint that was ever signed. */
export class Remembering implements Witnesses {
  readonly roots = new Map<number, string>();
  /** Sizes that were signed with more than one root. */
  readonly forks: number[] = [];

  ask(checkpoint: Uint8Array): ReturnType<Witnesses['ask']> {
    const { size, root } = parseCheckpoint(parseNote(checkpoint).text);
    const hex = Buffer.from(root).toString('hex');
    if ((this.roots.get(size) ?? hex) !== hex) this.forks.push(size);
    this.roots.set(size, hex);
    return Promise.resolve({ cosignatures: [], states: [], ahead: [] });
  }
}

/** A sequencer and the connection it was elected on. */
export interface Elected {
  readonly log: LogSession;
  readonly sequencer: Sequencer;
}

/** A database of records, a folder for their tree, and nobody who makes it yet. */
export class Grove {
  readonly folder: LogFolder;
  readonly signed = new Remembering();
  private readonly sessions: LogSession[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly path: string,
    readonly admin: Client,
  ) {
    this.folder = new LogFolder(path);
  }

  static async plant(): Promise<Grove> {
    const database = await freshDatabase();
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    // Who reads a record is one of them.
    await admin.query(
      `insert into agency (id, code, name, country, ground_required, presence, created_at)
       select id, 'GROVE' || n, 'GROVE' || n, 'XX', true, true, now() from unnest($1::uuid[]) with ordinality of (id, n)`,
      [agencies],
    );
    return new Grove(database, await mkdtemp(join(tmpdir(), 'liaison-log-')), admin);
  }

  /** With so many records, all of them taken. */
  static async grown(count: number): Promise<Grove> {
    const grove = await Grove.plant();
    await grove.records(count);
    await grove.takeAll();
    return grove;
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.close()));
    await this.admin.end();
    await this.database.drop();
    await rm(this.path, { recursive: true, force: true });
  }

  /** Whoever is there before goes. */
  async elect(means: Partial<SequencerMeans> = {}): Promise<Elected> {
    await Promise.all(this.sessions.splice(0).map((session) => session.close()));
    const log = await this.session();
    for (let tries = 0; !(await log.elect()); tries += 1) if (tries > 1_000) throw new Error('nobody was elected');
    return { log, sequencer: this.sequencer({ log, ...means }) };
  }

  async session(): Promise<LogSession> {
    const log = await LogSession.open(this.database.logUrl);
    this.sessions.push(log);
    return log;
  }

  sequencer(means: Pick<SequencerMeans, 'log'> & Partial<SequencerMeans>): Sequencer {
    const own = {
      folder: this.folder,
      witnessesOf: () => this.signed,
      clock: systemClock,
      origin: 'liaison.test/log',
      check: { found: null, anew: () => undefined },
    };
    return new Sequencer({ ...own, ...means });
  }

  /** Records of consultations by NL of what is FR's, unless told otherwise; answers their ids. */
  async records(count: number, facts: Partial<ActFacts> = {}): Promise<readonly string[]> {
    const app = new Client({ connectionString: this.database.appUrl });
    await app.connect();
    try {
      return await addRecords(app, count, facts);
    } finally {
      await app.end();
    }
  }

  /** Elects, and takes all that waits. */
  async takeAll(): Promise<LogSession> {
    const { log, sequencer } = await this.elect();
    while (await sequencer.step(1));
    return log;
  }

  async checkpoint(): Promise<Checkpoint> {
    const bytes = await this.folder.read('checkpoint');
    const logs = await readKeys(this.folder);
    return openCheckpoint(bytes ?? new Uint8Array(), { logs, witnesses: [], threshold: 0 });
  }

  /** Turns one bit of a file. */
  async flip(name: string, at = 5): Promise<void> {
    const path = join(this.path, name);
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  }

  /** Everything against everything. */
  async damages(): Promise<readonly Damage[]> {
    const log = await StoredLog.open(this.database.logUrl);
    try {
      return (await lookThrough(this.folder, log)).damages;
    } finally {
      await log.close();
    }
  }

  async count(what: string): Promise<number> {
    const { rows } = await this.admin.query<{ n: string }>(`select count(*) as n from ${what}`);
    return Number(rows[0]?.n);
  }

  async halted(): Promise<string | null> {
    const { rows } = await this.admin.query<{ halted: string | null }>('select halted from log_head');
    return rows[0]?.halted ?? null;
  }
}

/** As the application's role, in one transaction. */
export async function addRecords(
  app: Client,
  count: number,
  facts: Partial<ActFacts> = {},
): Promise<readonly string[]> {
  const made = Array.from({ length: count }, () => ({ id: newId(), ...someAct(facts) }));
  const records = made.map(({ id, bytes, act }) => ({ id, ...act, bytes: `\\x${bytes.toString('hex')}` }));
  const bodies = made.map(({ id, salts, act }) => ({
    ...act,
    record: id,
    object_ids: act.objects.map((object) => object.id),
    subject_agencies: act.subjectAgencies,
    salts,
  }));
  await app.query('begin');
  await insert(app, 'access_record', records);
  await insert(app, 'access_body', bodies);
  await app.query('commit');
  return made.map(({ id }) => id);
}

const insert = (app: Client, table: string, rows: readonly object[]): Promise<unknown> =>
  app.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]);

function someAct(facts: Partial<ActFacts>): { act: ActFacts; bytes: Buffer; salts: Record<string, string> } {
  const [nl = null, fr = ''] = agencies;
  const act: ActFacts = {
    at: new Date(),
    class: 'consultation' satisfies RecordClass,
    act: 'dataset.view',
    outcome: 'success',
    operation: operations[0] ?? null,
    compartment: null,
    person: null,
    agency: nl,
    role: null,
    session: null,
    address: '192.0.2.1',
    objects: [],
    subjectAgencies: [fr],
    overseers: [],
    recipients: [],
    ground: null,
    rule: null,
    detail: {},
    ...facts,
  };
  return { act, ...makeRecord(act, '1') };
}
