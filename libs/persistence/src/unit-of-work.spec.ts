import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { DataSource } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../../../test/kit/database.js';
import { appOptions, UnitOfWork, type Part, type Tx } from './index.js';

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

const actorOf = (person: Id): Actor => ({
  person,
  agency: newId(),
  session: null,
  address: '',
  duties: [],
  installationDuties: [],
});

const part = <T>(work: (tx: Tx) => Promise<T>): Part<T> => ({
  actor: actorOf(newId()),
  action: 'compartment.view',
  work: (tx, act) => {
    act.withoutRecord();
    return work(tx);
  },
});

it('what one of several acts has said it writes is written, also where it asks for two things at once', async () => {
  const queued = { text: 'insert into said select n from jsonb_to_recordset($1) r (n int)' };
  const says = part(async (tx) => {
    tx.later(queued, { n: 1 });
    return (await Promise.all([tx.rows('select 1'), tx.rows('select 2')])).flat();
  });
  const looks = part((tx) => tx.rows('select n from said'));
  const [, found] = await unitOfWork.together<object[]>([says, looks], async (tx) => {
    await tx.run('create temp table said (n int) on commit drop');
  });
  expect(found).toEqual({ status: 'fulfilled', value: [{ n: 1 }] });
});

describe('a transaction', () => {
  it('that the database takes back is not taken for done, whoever passed over the refusal', async () => {
    const work = unitOfWork.quietly(null, (tx) => tx.run('select 1 / 0').catch(() => 0));
    await expect(work).rejects.toThrow('rolled back');
  });

  it('that cannot begin says why, and not what came of it', async () => {
    const work = unitOfWork.read(actorOf('no id'), 'compartment.view', (tx) => tx.rows('select 1'));
    await expect(work).rejects.toMatchObject({ code: '22P02' });
  });

  it.each([
    ['done', () => Promise.resolve()],
    ['refused', () => Promise.reject(new Error('refused'))],
  ])('that is %s hears nothing more of who still works on it: its connection is somebody else’s', async (_how, end) => {
    const kept: Tx[] = [];
    const work = unitOfWork.quietly(null, (tx) => {
      kept.push(tx);
      tx.begin(newId());
      return end();
    });
    await work.catch(() => undefined);
    await expect(kept[0]?.rows('select 1')).rejects.toThrow('is over');
  });

  it('that failed leaves its connection to the next as it was', async () => {
    const where = () => unitOfWork.quietly(null, (tx) => tx.row<{ at: string }>('select app_now() as at'));
    await expect(unitOfWork.quietly(null, (tx) => tx.run('select 1 / 0'))).rejects.toMatchObject({ code: '22012' });
    expect(await where()).not.toBeNull();
  });
});
