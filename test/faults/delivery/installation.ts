import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Link } from './link.js';
import { OwnPostgres } from './own-postgres.js';
import { Served } from './served.js';

/**
 * Two servers on one PostgreSQL. Clients reach them by one link that leads to either, as by a reverse proxy; they reach the
 * database by a link of their own.
 */
export class Installation {
  private constructor(
    readonly postgres: OwnPostgres,
    readonly database: Link,
    readonly front: Link,
    readonly servers: readonly Served[],
    readonly folder: string,
  ) {}

  static async start(count = 2): Promise<Installation> {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-servers-'));
    const postgres = await OwnPostgres.start();
    const database = await Link.open(postgres.port);
    const front = await Link.open();
    const servers: Served[] = [];
    const installation = new Installation(postgres, database, front, servers, folder);
    try {
      for (let n = 1; n <= count; n += 1) servers.push(await installation.serve(`server-${n}`));
      front.leadTo(...servers.map(({ port }) => port));
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  /** Where clients come in; the one origin that the servers know beside their own. */
  get url(): string {
    return `http://127.0.0.1:${this.front.port}`;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) await server.stop();
    await this.front.close();
    await this.database.close();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async serve(name: string): Promise<Served> {
    const { folder } = this;
    return Served.start({ name, folder, databaseUrl: this.postgres.appUrl(this.database.port), origins: [this.url] });
  }
}
