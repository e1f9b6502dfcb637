import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Link } from './link.js';
import { OwnPostgres } from './own-postgres.js';
import { Served } from './served.js';

const running = new Set<Installation>();

/** An interrupted run never gets to its end; its processes must not outlive it. */
export function abandonAll(): void {
  for (const here of running) here.abandon();
}

/** A server and its own link to the database. */
export interface Machine {
  readonly server: Served;
  readonly database: Link;
}

/** What else may run with the servers: a proxy in front of them, and a Redis that they know of. */
export interface Beside {
  readonly environment: Readonly<Record<string, string>>;
  readonly redis: { kill(): Promise<void>; comeBack(): Promise<void> };
  readonly proxy: { kill(): Promise<void>; comeBack(): Promise<void>; reload(): void };
  /** Leads to these servers from now on; answers where it takes connections. */
  leadTo(ports: readonly number[]): Promise<number>;
  stop(): Promise<void>;
  abandon(): void;
}

/**
 * Some servers on one PostgreSQL. Clients reach them by one link that leads to any, as by a reverse proxy; each server
 * reaches the database by a link of its own.
 */
export class Installation {
  private constructor(
    readonly postgres: OwnPostgres,
    readonly front: Link,
    readonly machines: Machine[],
    readonly folder: string,
    readonly beside: Beside | null,
  ) {}

  static async start(count = 2, beside: Beside | null = null): Promise<Installation> {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-servers-'));
    const here = new Installation(await OwnPostgres.start(), await Link.open(), [], folder, beside);
    running.add(here);
    try {
      for (let n = 1; n <= count; n += 1) await here.addServer(`server-${n}`);
      if (beside) here.front.leadTo(await beside.leadTo(here.servers.map(({ port }) => port)));
      return here;
    } catch (error) {
      await here.stop();
      throw error;
    }
  }

  get servers(): readonly Served[] {
    return this.machines.map(({ server }) => server);
  }

  /** Where clients come in; the one origin that the servers know beside their own. */
  get url(): string {
    return `${this.beside ? 'https' : 'http'}://127.0.0.1:${this.front.port}`;
  }

  async stop(): Promise<void> {
    running.delete(this);
    await this.front.close();
    for (const { server, database } of this.machines) {
      await server.stop();
      await database.close();
    }
    await this.postgres.stop();
    await this.beside?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What servers and database said, for whoever has to find out. */
  keepLogs(prefix: string): void {
    for (const { name, logFile } of this.servers) copyFileSync(logFile, `${prefix}-${name}.log`);
    writeFileSync(`${prefix}-postgres.log`, this.postgres.log);
  }

  abandon(): void {
    for (const server of this.servers) server.abandon();
    this.postgres.abandon();
    this.beside?.abandon();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async addServer(name: string): Promise<void> {
    const { folder } = this;
    const database = await Link.open(this.postgres.port);
    const databaseUrl = this.postgres.appUrl(database.port);
    const server = await Served.start({
      name,
      folder,
      databaseUrl,
      origins: [this.url],
      environment: this.beside?.environment ?? {},
    });
    this.machines.push({ server, database });
    this.front.leadTo(...this.servers.map(({ port }) => port));
  }
}
