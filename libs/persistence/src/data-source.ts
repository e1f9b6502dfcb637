import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/index.js';

/** The server's connection: it logs in as the application's role, for which every row is locked by policy. */
export const appOptions = (url: string): Extract<DataSourceOptions, { type: 'postgres' }> => ({
  type: 'postgres',
  url,
  poolSize: 20,
  installExtensions: false,
  extra: { statement_timeout: 15_000, idle_in_transaction_session_timeout: 15_000, application_name: 'liaison' },
});

/** The owner's data source: migrations only. */
export const ownerDataSource = (url: string): DataSource =>
  new DataSource({ type: 'postgres', url, installExtensions: false, migrations, poolSize: 2 });

/** Brings the schema to this version's. */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = await ownerDataSource(ownerUrl).initialize();
  try {
    await owner.runMigrations({ transaction: 'each' });
  } finally {
    await owner.destroy();
  }
}

/** Takes every migration back, last first; for the test that each step is reversible. */
export async function unmigrate(ownerUrl: string): Promise<void> {
  const owner = await ownerDataSource(ownerUrl).initialize();
  try {
    for (let step = 0; step < migrations.length; step += 1) await owner.undoLastMigration({ transaction: 'each' });
  } finally {
    await owner.destroy();
  }
}
