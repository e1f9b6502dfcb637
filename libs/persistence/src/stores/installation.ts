import { migrations } from '../migrations/index.js';
import type { Tx } from '../tx.js';

export interface SchemaState {
  /** Migrations of this version that have run. */
  readonly applied: number;
  readonly known: number;
  /** Migrations that have run and that this version does not know: the database is a later version's. */
  readonly foreign: number;
}

/** How far the schema is this version's. */
export async function schemaState(tx: Tx): Promise<SchemaState> {
  const rows = await tx.rows<{ name: string }>('select name from migrations');
  const ours = new Set(migrations.map((migration) => migration.name));
  const applied = rows.filter((row) => ours.has(row.name)).length;
  return { applied, known: ours.size, foreign: rows.length - applied };
}

export async function databaseState(tx: Tx): Promise<{ readonly version: string; readonly bytes: number }> {
  const row = await tx.row<{ version: string; bytes: string }>(
    "select current_setting('server_version') as version, pg_database_size(current_database()) as bytes",
  );
  return { version: row?.version ?? '', bytes: Number(row?.bytes ?? 0) };
}
