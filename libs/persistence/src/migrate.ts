import { DataSource } from 'typeorm';
import { refuseForeignSchema } from './check-schema.js';
import { migrations } from './migrations/index.js';

/** The owner's data source: migrations only. */
export const ownerDataSource = (url: string): DataSource =>
  new DataSource({ type: 'postgres', url, installExtensions: false, migrations, poolSize: 2 });

/** Brings the schema to this version's. Throws `ForeignSchema` where another version made it. */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = await ownerDataSource(ownerUrl).initialize();
  try {
    await refuseForeignSchema(owner);
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
