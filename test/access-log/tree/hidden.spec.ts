import { Grove } from '../../kit/tree.js';

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.plant();
  await grove.records(300);
  await grove.takeAll();
});
afterEach(() => grove.close());

it('lines that were changed are made anew from records and bodies, as operators are told', async () => {
  await grove.admin.query("update access_line set keys = '{}'");
  expect((await grove.damages()).map(({ path }) => path)).toContain('access_line of entry 7');
  await grove.admin.query('delete from access_line where record in (select record from access_entry)');
  await grove.admin.query('select add_lines(array(select record from access_entry))');
  expect(await grove.damages()).toEqual([]);
});

it('a record whose id comes before all others is looked at like them', async () => {
  const before = '00000000-0000-0000-0000-000000000000';
  for (const [table, column] of [
    ['record', 'id'],
    ['entry', 'record'],
    ['scope', 'record'],
  ] as const)
    await grove.admin.query(
      `update access_${table} set ${column} = '${before}' where ${column} = (select id from access_record where id <> '${before}' order by id limit 1)`,
    );
  expect(await grove.damages()).toContainEqual({ path: `access_record ${before}`, reason: 'has no body' });
});

it('a log whose head says that it has not begun, and a log without one, are not whole', async () => {
  await grove.folder.clear(['checkpoint']);
  await grove.admin.query("update log_head set size = 0, root = sha256('')");
  expect((await grove.damages()).length).toBeGreaterThan(299);
  await grove.admin.query('delete from log_head');
  expect(await grove.damages()).toEqual([{ path: 'log_head', reason: 'has not one row' }]);
});

it('a record with an entry outside of the tree is found: it would never come into it', async () => {
  const [record] = await grove.records(1);
  await grove.admin.query(`insert into access_entry (entry, record, bytes) select 1000000000, $1, ''`, [record]);
  expect(await grove.damages()).toContainEqual({
    path: `access_record ${record}`,
    reason: 'has no entry, and does not wait for one',
  });
});
