import { DataSource } from 'typeorm';
import { appOptions } from './data-source.js';
import { migrations } from './migrations/index.js';

/** Why this version cannot work on the database as it stands, or null. Needs no more than the application's log in. */
export async function schemaProblem(appUrl: string): Promise<string | null> {
  const source = await new DataSource({ ...appOptions(appUrl), poolSize: 1 }).initialize();
  try {
    const { applied, foreign } = await appliedTo(source);
    if (foreign > 0) return foreignSchema;
    if (applied < migrations.length)
      return `the database has ${applied} of the ${migrations.length} migrations that this version needs: start once with DATABASE_OWNER_URL set`;
    return null;
  } finally {
    await source.destroy();
  }
}

/** Where the schema was made by another version, nothing of this one's may be put on top of it. */
export async function refuseForeignSchema(source: DataSource): Promise<void> {
  if ((await appliedTo(source)).foreign > 0) throw new ForeignSchema(foreignSchema);
}

export class ForeignSchema extends Error {
  override readonly name = 'ForeignSchema';
}

const foreignSchema =
  'the database was made by another version of Liaison. Run that version, or start this one with an empty database ' +
  '(another LIAISON_DATA_DIR, or another DATABASE_URL)';

async function appliedTo(source: DataSource): Promise<{ readonly applied: number; readonly foreign: number }> {
  const [{ exists } = { exists: false }] = await source.query<{ exists: boolean }[]>(
    "select to_regclass('migrations') is not null as exists",
  );
  const rows = exists ? await source.query<{ name: string }[]>('select name from migrations') : [];
  const known = new Set(migrations.map((migration) => migration.name));
  const applied = rows.filter((row) => known.has(row.name)).length;
  return { applied, foreign: rows.length - applied };
}
