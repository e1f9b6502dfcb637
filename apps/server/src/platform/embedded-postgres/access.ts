import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** What is needed to reach the embedded database; stored beside the data, readable by its owner only. */
export interface Access {
  readonly port: number;
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
  /** The sequencer of the access log. */
  readonly log: string;
  /** The process that started the database last; when it is gone the database is an orphan. */
  readonly launcher: number;
}

export function readAccess(path: string): Access | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Access;
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of one. */
export function writeAccess(path: string, access: Access): Access {
  writeFileSync(`${path}.new`, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return access;
}

export async function newAccess(): Promise<Access> {
  const password = (): string => randomBytes(24).toString('base64url');
  return {
    port: await freePort(),
    superuser: password(),
    owner: password(),
    app: password(),
    log: password(),
    launcher: process.pid,
  };
}

/** The wanted port if nobody listens there, else any free one. */
export async function freePort(wanted = 0): Promise<number> {
  const found = await listenOnce(wanted);
  return found ?? (await freePort());
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const found = address !== null && typeof address === 'object' ? address.port : undefined;
      probe.close(() => resolve(found));
    });
  });
}

export type DatabaseRole = 'superuser' | 'owner' | 'app' | 'log';

const roleNames: Record<DatabaseRole, string> = {
  superuser: 'postgres',
  owner: 'liaison_owner',
  app: 'liaison_app',
  log: 'liaison_log',
};

export function databaseUrl(access: Access, role: DatabaseRole, database: string): string {
  return `postgresql://${roleNames[role]}:${access[role]}@127.0.0.1:${access.port}/${database}`;
}
