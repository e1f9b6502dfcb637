import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../../apps/server/src/platform/embedded-postgres/embedded-postgres.js';
import { childrenOf, cpuOfTree } from './cpu.js';
import { moveToServerCore } from './pinning.js';

/** What makes "acknowledged" mean "on the disk". PostgreSQL's defaults, said aloud. */
const careful = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];
/** In a database that is not new, WAL goes into files that were there before: so many of 16 MiB are kept from one checkpoint to the next. */
const recycling = ['min_wal_size=1GB'];
const walFiles = 64;

const floorTables = `create table session (token_hash bytea primary key, person uuid not null, expires_at timestamptz not null);
  create table message (stream int not null, seq bigint not null, author text not null,
  at timestamptz not null, text text not null, primary key (stream, seq))`;

export interface BenchDatabase {
  /** The product's database, as its server logs in and as its owner. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** The log's sequencer, and a superuser. */
  readonly logUrl: string;
  readonly adminUrl: string;
  /** Below /var/tmp; gone at the end. */
  readonly folder: string;
  /** The floors' database on the same server. */
  readonly floorUrl: string;
  readonly version: string;
  /** Writes what is dirty to the disk, so that seeding does not weigh on what is measured after it. */
  settle(): Promise<unknown>;
  /** Seconds used by all of its processes. */
  cpu(): number;
  stop(): Promise<void>;
}

/** An embedded PostgreSQL of the benchmark's own. Not below /tmp, which may be memory: nothing is synced there. */
export async function startDatabase(root: string): Promise<BenchDatabase> {
  const dataDir = mkdtempSync('/var/tmp/liaison-bench-');
  const onLost = (error: unknown): void => void process.stderr.write(`the database is gone: ${String(error)}\n`);
  const database = await startEmbeddedPostgres({
    root,
    dataDir,
    say: () => undefined,
    onLost,
    settings: [...careful, ...recycling],
  });
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const state = { stopped: false };
  // Whatever ends this process, a closed pipe behind it included: the database is a process group of its own.
  process.once('exit', () => {
    if (state.stopped) return;
    process.kill(postmaster, 'SIGQUIT');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });
  moveToServerCore([postmaster, ...childrenOf(postmaster)]);
  await withClient(database.adminUrl, useWal);
  const version = await addFloorDatabase(database.adminUrl);
  const floorUrl = new URL(database.appUrl);
  floorUrl.pathname = '/floor';
  await withClient(floorUrl.href, (client) => client.query(floorTables));
  const adminUrl = new URL(database.adminUrl);
  adminUrl.pathname = new URL(database.appUrl).pathname;
  return {
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    logUrl: database.logUrl,
    adminUrl: adminUrl.href,
    folder: dataDir,
    floorUrl: floorUrl.href,
    version,
    settle: () => withClient(database.adminUrl, (client) => client.query('checkpoint')),
    cpu: () => cpuOfTree(postmaster),
    async stop() {
      await database.stop();
      state.stopped = true;
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Else whoever writes most makes a new file most often, which is filled with zeros and synced while everybody waits. */
async function useWal(client: Client): Promise<void> {
  for (let file = 0; file < walFiles; file += 1)
    await client.query("select pg_logical_emit_message(true, '', ''); select pg_switch_wal()");
  await client.query('checkpoint');
}

async function addFloorDatabase(adminUrl: string): Promise<string> {
  return withClient(adminUrl, async (client) => {
    await client.query('create database floor owner liaison_app');
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  });
}

export async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
