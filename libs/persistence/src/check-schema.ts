import { DataSource } from 'typeorm';
import { appOptions } from './data-source.js';
import { migrations } from './migrations/index.js';

/** Why this version cannot work on the database as it stands, or null. Needs no more than the application's log in. */
export async function schemaProblem(appUrl: string): Promise<string | null> {
  const source = await new DataSource({ ...appOptions(appUrl), poolSize: 1 }).initialize();
  try {
    const rows = await source.query<{ name: string }[]>('select name from migrations').catch(() => []);
    const known = new Set(migrations.map((migration) => migration.name));
    const applied = rows.filter((row) => known.has(row.name)).length;
    if (rows.length > applied) return 'the database has been migrated by a later version of Liaison';
    if (applied < known.size)
      return `the database has ${applied} of the ${known.size} migrations that this version needs`;
    return null;
  } finally {
    await source.destroy();
  }
}
