import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { migrate } from '@liaison/persistence';
import {
  databaseUrl,
  freePort,
  writeAccess,
  type Access,
} from '../../../apps/server/src/platform/embedded-postgres/access.js';
import {
  databaseName,
  ensureRolesAndDatabase,
  openCluster,
} from '../../../apps/server/src/platform/embedded-postgres/cluster.js';
import {
  preparePlace,
  servant,
  shippedPrograms,
  type Place,
  type Programs,
} from '../../../apps/server/src/platform/embedded-postgres/place.js';
import {
  isAlive,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
} from '../../../apps/server/src/platform/embedded-postgres/postmaster.js';

/** Commit times tell whether something was seen before it was stored; everything else is as in life, fsync included. */
const settings = ['track_commit_timestamp=on', 'max_connections=150', 'checkpoint_timeout=60s', 'max_wal_size=256MB'];
const programs = (native = process.env.TEST_POSTGRES): Programs =>
  native === undefined ? shippedPrograms(process.cwd()) : { native, locale: ['--locale=C.UTF-8'] };

const mebibyte = 1024 * 1024;

export interface OwnPostgresOptions {
  /** The folder of another PostgreSQL than the one that is shipped. */
  readonly native?: string;
  /** Size of a WAL segment, MiB. */
  readonly segment?: number;
}

/** A PostgreSQL of the test's own, which can be ended without a word, started again and robbed of its disk. */
export class OwnPostgres {
  private running: Postmaster;

  private constructor(
    private readonly place: Place,
    private readonly access: Access,
    first: Postmaster,
  ) {
    this.running = first;
  }

  static async start({ native, segment = 16 }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
    const { locale, ...others } = programs(native);
    const made = { ...others, locale: [...locale, `--wal-segsize=${segment}`] };
    const place = preparePlace(made, mkdtempSync(join(tmpdir(), 'liaison-faults-')));
    const opened = await openCluster(place, () => undefined);
    const access = writeAccess(place.access, { ...opened, port: await freePort(), launcher: process.pid });
    const postgres = new OwnPostgres(place, access, await startPostmaster(place, access, settings));
    await ensureRolesAndDatabase(access);
    await migrate(postgres.ownerUrl);
    return postgres;
  }

  get port(): number {
    return this.access.port;
  }

  get ownerUrl(): string {
    return databaseUrl(this.access, 'owner', databaseName);
  }

  /** The log in of the access log's sequencer. */
  get logUrl(): string {
    return databaseUrl(this.access, 'log', databaseName);
  }

  /** Superuser in the product's database: for reading the tables as they are. */
  get adminUrl(): string {
    return databaseUrl(this.access, 'superuser', databaseName);
  }

  /** The application's log in, by another port: that of a link in between. */
  appUrl(port = this.port): string {
    return databaseUrl({ ...this.access, port }, 'app', databaseName);
  }

  /** What `pg_ctl stop -m immediate` does: no checkpoint, no goodbye; recovery at the next start. */
  async stopImmediately(): Promise<void> {
    process.kill(this.running.pid, 'SIGQUIT');
    await this.running.gone;
  }

  async startAgain(): Promise<void> {
    this.running = await startPostmaster(this.place, this.access, settings);
  }

  /** One backend dies by -9: PostgreSQL throws all the others out and recovers by itself. */
  killBackend(pick: (pids: readonly number[]) => number): void {
    const pids = this.processes().filter((pid) => pid !== this.running.pid);
    if (pids.length > 0) process.kill(pick(pids), 'SIGKILL');
  }

  /**
   * No file may grow beyond this (RLIMIT_FSIZE), for the postmaster and for all that runs below it. Below the size of a WAL
   * segment, the next writes of every backend fail; at that size, those of tables that are larger already.
   */
  fillDisk(largest = 4): void {
    limitFiles(this.processes(), `${largest * mebibyte}:`);
  }

  emptyDisk(): void {
    limitFiles(this.processes(), 'unlimited:');
  }

  /** Null where a full disk can be played; else what is missing. */
  static whyNoFullDisk(): string | null {
    return spawnSync('prlimit', ['--version']).status === 0 ? null : 'prlimit (util-linux) is not installed';
  }

  /** Resolves once it takes connections again, started anew if it had to give up. */
  async answers(): Promise<void> {
    const gone = await Promise.race([this.running.gone.then(() => true), isAnswering(this.adminUrl)]);
    if (gone) await this.startAgain();
  }

  get log(): string {
    return existsSync(this.place.log) ? readFileSync(this.place.log, 'utf8') : '';
  }

  async stop(): Promise<void> {
    await stopPostmaster(this.running);
    rmSync(this.place.home, { recursive: true, force: true });
  }

  abandon(): void {
    if (isAlive(this.running.pid)) process.kill(this.running.pid, 'SIGQUIT');
    rmSync(this.place.home, { recursive: true, force: true });
  }

  private processes(): number[] {
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(this.running.pid)], { encoding: 'utf8' });
    return [this.running.pid, ...stdout.split('\n').map(Number).filter(Boolean)];
  }
}

async function isAnswering(url: string): Promise<false> {
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return false;
    } catch {
      await pause(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** As the user whose processes they are: even root may be refused those of others. */
function limitFiles([postmaster, ...others]: readonly number[], limit: string): void {
  const set = (pid: number | undefined) =>
    spawnSync('prlimit', ['--pid', String(pid), `--fsize=${limit}`], { ...servant, cwd: '/', encoding: 'utf8' });
  const { status, stderr } = set(postmaster);
  if (status !== 0 && isAlive(postmaster ?? 0)) throw new Error(`a full disk cannot be played: ${stderr}`);
  // One of the others may be gone by now; that is no fault of the test.
  others.forEach(set);
}
