import { Client } from 'pg';
import { freshDatabase, type TestDatabase } from '../../../test/kit/database.js';
import { migrate, schemaProblem, unmigrate } from './index.js';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function ask<T>(text: string): Promise<T[]> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

const columns = (): Promise<Column[]> =>
  ask(`select table_name as table, column_name as column, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name <> 'migrations' order by 1, ordinal_position`);
const functions = (): Promise<{ name: string }[]> =>
  ask(`select p.oid::regprocedure::text as name from pg_proc p join pg_roles r on r.oid = p.proowner
    where r.rolname = 'liaison_owner' order by 1`);

describe('the schema', () => {
  it('goes up, down without a trace, and up again to the same', async () => {
    const before = { columns: await columns(), functions: await functions() };
    await unmigrate(database.ownerUrl);
    expect(await columns()).toEqual([]);
    expect(await functions()).toEqual([]);
    await migrate(database.ownerUrl);
    expect({ columns: await columns(), functions: await functions() }).toEqual(before);
    expect(before.columns.length).toBeGreaterThan(200);
  });

  it('that another version made is left as it is, with the way on', async () => {
    await ask("insert into migrations (timestamp, name) values (1, 'OfAnotherVersion1')");
    const way = /^the database was made by another version of Liaison\. Run that version, or start .*LIAISON_DATA_DIR/;
    await expect(migrate(database.ownerUrl)).rejects.toThrow(way);
    expect(await schemaProblem(database.appUrl)).toMatch(way);
    await ask("delete from migrations where name = 'OfAnotherVersion1'");
    expect(await schemaProblem(database.appUrl)).toBeNull();
  });

  it('locks every table that holds what only some may see', async () => {
    const open = await ask<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    );
    // The directory of agencies and the installation's stamp are everybody's to read; migrations are the owner's.
    expect(open.map((table) => table.name)).toEqual(['agency', 'installation', 'migrations']);
  });

  it('gives the server neither a way around the policies nor a way into the log', async () => {
    const [role] = await ask<{ super: boolean; bypass: boolean }>(
      "select rolsuper as super, rolbypassrls as bypass from pg_roles where rolname = 'liaison_app'",
    );
    expect(role).toEqual({ super: false, bypass: false });
    const rights = await ask<{ table: string; right: string }>(
      `select table_name as table, privilege_type as right from information_schema.role_table_grants
       where grantee = 'liaison_app' and table_name in ('access_record', 'access_body', 'side') order by 1, 2`,
    );
    expect(rights).toEqual([
      { table: 'access_body', right: 'INSERT' },
      { table: 'access_record', right: 'INSERT' },
      { table: 'side', right: 'SELECT' },
    ]);
  });

  it('lets nobody but the server call its functions, and the sequencer those that are for it', async () => {
    const callable = (role: string): Promise<{ name: string }[]> =>
      ask(`select p.proname as name from pg_proc p join pg_roles r on r.oid = p.proowner
        where r.rolname = 'liaison_owner' and has_function_privilege('${role}', p.oid, 'execute') order by 1`);
    expect((await callable('liaison_log')).map(({ name }) => name)).toEqual([
      'bodies_of_entries',
      'destroyed_fields',
      'erasing_acts',
      'line_waiting',
      'lines_astray',
      'lines_of_subscription',
      'live_subscriptions',
      'move_subscription',
      'of_no_record',
      'subscription_failed',
    ]);
    const app = (await callable('liaison_app')).map(({ name }) => name);
    expect(app.length).toBeGreaterThan(80);
    for (const kept of ['bodies_of_entries', 'line_waiting', 'add_lines', 'numbers_of_my_scope', 'cut_body'])
      expect(app).not.toContain(kept);
  });

  it('runs every definer function on a search path that nobody can put anything into', async () => {
    const loose = await ask(
      `select proname from pg_proc p join pg_roles r on r.oid = p.proowner
       where r.rolname = 'liaison_owner' and prosecdef and proconfig @> '{"search_path=public, pg_temp"}' is not true`,
    );
    expect(loose).toEqual([]);
  });
});
