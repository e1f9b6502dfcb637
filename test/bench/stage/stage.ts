import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@liaison/persistence';
import { Client } from 'pg';
import type { Options } from '../options.js';
import { seedPeople, type Directory } from '../seed/people.js';
import { startDatabase, type BenchDatabase } from './database.js';
import { BenchServer } from './server.js';

/** Most members of one operation, and with the connects of W4 most people at all. */
const everybody = 2_000;

const withoutLog = './test/bench/stage/without-log.mjs';

/** One sender at saturation is faster than any person, and a crowd connects within a second. */
const limits = { LIAISON_MESSAGE_RATE: '1000000', LIAISON_WAITING_CONNECTIONS: '1000000' };
export const limitsSaid = Object.entries(limits)
  .map(([key, value]) => `${key}=${value}`)
  .join(' ');

export interface ProductOptions {
  /** It makes the tree of the access log, as an installation's server does. */
  readonly log?: true;
  /** No access record is made or written: see without-log.mjs. */
  readonly without?: true;
}

/** What every workload stands on: one PostgreSQL, people with sessions, and servers that are started as they are needed. */
export class Stage {
  private readonly running = new Set<BenchServer>();
  readonly results: string;

  private constructor(
    private readonly root: string,
    readonly options: Options,
    readonly database: BenchDatabase,
    /** Logged in as the owner of the product's schema. */
    readonly owner: Client,
    /** Superuser in the product's database, for looking. */
    readonly admin: Client,
    readonly directory: Directory,
  ) {
    this.results = join(root, 'bench-results');
    mkdirSync(this.results, { recursive: true });
  }

  static async build(root: string, options: Options): Promise<Stage> {
    const database = await startDatabase(root);
    try {
      await migrate(database.ownerUrl);
      const owner = new Client({ connectionString: database.ownerUrl });
      await owner.connect();
      const admin = new Client({ connectionString: database.adminUrl });
      await admin.connect();
      return new Stage(root, options, database, owner, admin, await seedPeople(owner, everybody));
    } catch (error) {
      await database.stop();
      throw error;
    }
  }

  /** Where the tree's files are: on the database's disk. */
  get logFolder(): string {
    return join(this.database.folder, 'log');
  }

  /** Brings statistics and visibility up to date. */
  async vacuum(): Promise<void> {
    await this.owner.query('vacuum analyze');
  }

  /** As production runs it: built, and with nothing logged but warnings. */
  async startProduct({ log, without }: ProductOptions = {}): Promise<BenchServer> {
    // A session in which nothing is typed locks after half an hour.
    await this.owner.query('update session set last_input_at = now()');
    return this.started(
      await BenchServer.start(
        this.root,
        [...(without ? ['--import', withoutLog] : []), 'dist/apps/server/src/main.js'],
        {
          LOG_LEVEL: 'warn',
          LIAISON_DEMO: 'false',
          ...limits,
          DATABASE_URL: this.database.appUrl,
          DATABASE_OWNER_URL: this.database.ownerUrl,
          ...(log && { DATABASE_LOG_URL: this.database.logUrl, LIAISON_LOG_DIR: this.logFolder }),
        },
      ),
    );
  }

  /** A floor's own program below floors/, with what it is told. */
  async startFloor(program: string, ...args: readonly string[]): Promise<BenchServer> {
    const loader = ['--import', './scripts/steps/typescript.mjs'];
    const script = [...loader, `test/bench/floors/${program}.ts`, ...args];
    return this.started(await BenchServer.start(this.root, script, { DATABASE_URL: this.database.floorUrl }));
  }

  async stop(server: BenchServer): Promise<void> {
    this.running.delete(server);
    await server.kill();
  }

  async close(): Promise<void> {
    for (const server of [...this.running]) await this.stop(server);
    await Promise.all([this.owner.end(), this.admin.end()]);
    await this.database.stop();
  }

  private started(server: BenchServer): BenchServer {
    this.running.add(server);
    return server;
  }
}
