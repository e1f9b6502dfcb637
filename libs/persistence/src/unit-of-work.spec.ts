import { newId } from '@liaison/domain';
import { DataSource } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../../../test/kit/database.js';
import { appOptions, UnitOfWork } from './index.js';

let database: TestDatabase;
let dataSource: DataSource;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  database = await freshDatabase();
  dataSource = await new DataSource({ ...appOptions(database.appUrl), poolSize: 1 }).initialize();
  unitOfWork = new UnitOfWork(dataSource, { now: () => new Date() });
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('a transaction', () => {
  it('that the database takes back is not taken for done, whoever passed over the refusal', async () => {
    const work = unitOfWork.quietly(null, (tx) => tx.run('select 1 / 0').catch(() => 0));
    await expect(work).rejects.toThrow('rolled back');
  });

  it('that cannot begin says why, and not what came of it', async () => {
    const actor = { person: 'no id', agency: newId(), session: null, address: '', duties: [], installationDuties: [] };
    const work = unitOfWork.read(actor, 'compartment.view', (tx) => tx.rows('select 1'));
    await expect(work).rejects.toMatchObject({ code: '22P02' });
  });

  it('that failed leaves its connection to the next as it was', async () => {
    const where = () => unitOfWork.quietly(null, (tx) => tx.row<{ at: string }>('select app_now() as at'));
    await expect(unitOfWork.quietly(null, (tx) => tx.run('select 1 / 0'))).rejects.toMatchObject({ code: '22012' });
    expect(await where()).not.toBeNull();
  });
});
