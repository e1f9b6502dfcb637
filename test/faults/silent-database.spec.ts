import { Pool } from 'pg';
import { impatientSocket } from '@liaison/persistence';
import { freshDatabase, type TestDatabase } from '../kit/database.js';
import { Link } from './delivery/link.js';

let database: TestDatabase;
let link: Link;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  link = await Link.open(Number(new URL(database.appUrl).port));
  const through = new URL(database.appUrl);
  through.port = String(link.port);
  pool = new Pool({ connectionString: through.href, max: 2, stream: () => impatientSocket(300) });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await link.close();
  await database.drop();
});

describe('a link to the database that is gone without a word', () => {
  it('fails whoever waits on it, and gives the place in the pool free', async () => {
    const [one, other] = [await pool.connect(), await pool.connect()];
    for (const client of [one, other]) client.on('error', () => undefined);
    link.halfOpen();
    const waiting = [one.query('select 1'), other.query('select 1')];
    link.heal();
    const outcomes = await Promise.allSettled(waiting);
    for (const client of [one, other]) client.release();
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('fails whoever connects meanwhile', async () => {
    for (const client of [await pool.connect(), await pool.connect()]) client.release(true);
    link.halfOpen();
    await expect(pool.query('select 1')).rejects.toThrow('the database does not answer');
    link.heal();
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
