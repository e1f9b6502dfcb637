import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const debian = '/usr/lib/postgresql';
const pgDump = (native: string): string => join(native, 'bin', 'pg_dump');

/**
 * Debian's newest PostgreSQL (postgresql-N), unless another is asked for: pg_dump reads no server that is newer than
 * itself, and the one that is shipped has none. Undefined where there is none.
 */
export function postgresWithDump(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const all = [process.env.TEST_POSTGRES ?? [], versions.map((version) => join(debian, version))].flat();
  return all.find((native) => existsSync(pgDump(native)) && existsSync(join(native, 'bin', 'postgres')));
}

/** As an operator makes one, whole and as text; every line of it is looked at. */
export async function dump(native: string, url: string, file: string, look: (line: string) => void): Promise<void> {
  const { status, stderr } = spawnSync(pgDump(native), ['--file', file, url], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`pg_dump: ${stderr}`);
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) look(line);
}
