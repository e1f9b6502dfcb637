import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { readAccess, writeAccess } from '../../apps/server/src/platform/embedded-postgres/access.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../apps/server/src/platform/embedded-postgres/embedded-postgres.js';

let dataDir: string;
let said: string[];
const running: EmbeddedPostgres[] = [];

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'liaison-embedded-'));
});
beforeEach(() => {
  said = [];
});
afterAll(async () => {
  for (const database of running) await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const onLost = (error: unknown): void => void said.push(`lost: ${String(error)}`);
  const database = await startEmbeddedPostgres({
    root: process.cwd(),
    dataDir,
    say: (text) => said.push(text),
    onLost,
  });
  running.push(database);
  return database;
}

async function query(url: string, text: string): Promise<object[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const postmaster = (): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

async function answersWithin(url: string, milliseconds: number): Promise<boolean> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await pause(50)) {
    if (await query(url, 'select 1').catch(() => undefined)) return true;
  }
  return false;
}

describe('the embedded database', () => {
  it('gives the server two roles that row-level security binds', async () => {
    const { appUrl, ownerUrl } = await start();
    const limits = 'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user';
    const bound = [{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }];
    expect(await query(appUrl, limits)).toEqual(bound);
    expect(await query(ownerUrl, limits)).toEqual(bound);
    await expect(query(appUrl, 'create table public.mine ()')).rejects.toThrow('permission denied');
  });

  it('keeps its passwords to the one who started it', () => {
    expect(statSync(join(dataDir, 'database.json')).mode & 0o077).toBe(0);
  });

  it('comes back on the same port when its process is killed, with what was committed', async () => {
    const { ownerUrl } = await start();
    await query(ownerUrl, 'create table kept as select 1 as one');
    process.kill(postmaster(), 'SIGKILL');
    expect(await answersWithin(ownerUrl, 20_000)).toBe(true);
    expect(await query(ownerUrl, 'select one from kept')).toEqual([{ one: 1 }]);
  }, 30_000);

  it('is adopted when the one who started it is gone', async () => {
    const path = join(dataDir, 'database.json');
    const access = readAccess(path);
    if (!access) throw new Error('no access file');
    const before = postmaster();
    // No process has this number: Linux ends at 4,194,304.
    writeAccess(path, { ...access, launcher: 4_194_305 });
    const { appUrl } = await start();
    expect(postmaster()).toBe(before);
    expect(said.join()).toContain('adopting');
    expect(await query(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
