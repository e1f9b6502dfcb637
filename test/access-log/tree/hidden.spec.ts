import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { agencies, Grove } from '../../kit/tree.js';

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.grown(300);
});
afterEach(() => grove.close());

const changed =
  "update access_record set act = 'message.post' where id = (select record from access_entry where entry = 7)";

const sql = (text: string) => (): Promise<unknown> => grove.admin.query(text);

const flip = (name: string, at?: number) => (): Promise<void> => grove.flip(name, at);

describe.each<[string, () => Promise<unknown>, string, string]>([
  ['a tile', flip('tile/0/000'), 'tile/0/000', 'hash 0'],
  ['an entry in its file', flip('tile/entries/000', 40), 'tile/0/000', 'hash 0'],
  [
    'a row',
    sql('update access_entry set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) where entry = 7'),
    'access_entry 7',
    'tree',
  ],
  ['a row that is gone', sql('delete from access_entry where entry = 7'), 'access_entry 7', 'not there'],
  [
    'a record',
    sql("update access_record set bytes = bytes || ' ' where id = (select record from access_entry where entry = 7)"),
    'access_entry 7',
    'another record',
  ],
  [
    'a record’s row',
    sql("update access_record set act = 'message.post' where id = (select record from access_entry where entry = 7)"),
    'access_entry 7',
    'another act',
  ],
  [
    'a person in a body',
    sql(
      `update access_body set person = '${agencies[2]}' where record = (select record from access_entry where entry = 7)`,
    ),
    'access_body of entry 7',
    'person is not what the record holds',
  ],
  [
    'objects in a body',
    sql(
      `update access_body set objects = '[{"id": "x", "owner": null}]' where record = (select record from access_entry where entry = 7)`,
    ),
    'access_body of entry 7',
    'objects is not what the record holds',
  ],
  [
    'what a body is found by',
    sql(
      `update access_body set object_ids = '{${agencies[2]}}' where record = (select record from access_entry where entry = 7)`,
    ),
    'access_body of entry 7',
    'is found by other objects than it names',
  ],
  [
    'a body’s time',
    sql(
      "update access_body set at = at - interval '1 day' where record = (select record from access_entry where entry = 7)",
    ),
    'access_body of entry 7',
    'another time than the record',
  ],
  [
    'a body’s owners',
    sql(
      "update access_body set subject_agencies = '{}' where record = (select record from access_entry where entry = 7)",
    ),
    'access_body of entry 7',
    'not what the record holds',
  ],
  [
    'a reader’s line that is gone',
    sql('delete from access_line where record = (select record from access_entry where entry = 7)'),
    'access_line of entry 7',
    'is not what the record',
  ],
  [
    'a reader’s line that says something else',
    sql("update access_line set keys = '{}' where record = (select record from access_entry where entry = 7)"),
    'access_line of entry 7',
    'is not what the record',
  ],
  ...[`objects = '{}'`, `objects = '[null]'`, `objects = '[{"id": 7}]'`, `salts = 'null'`, `detail = '7'`].map(
    (set): [string, () => Promise<unknown>, string, string] => [
      `a body of no body’s shape: ${set}`,
      sql(`update access_body set ${set} where record = (select record from access_entry where entry = 7)`),
      'access_body of entry 7',
      '',
    ],
  ),
  [
    'a reader’s line, where its body cannot be read',
    sql(
      `update access_body set objects = '{}' where record = (select record from access_entry where entry = 7);
       update access_line set keys = '{}' where record = (select record from access_entry where entry = 8)`,
    ),
    'access_line of entry 8',
    'is not what the record',
  ],
  ...(
    [
      [
        'fields that no act erased',
        `update access_body set erased = array['ground'], erased_by = array[null::uuid], salts = salts - 'ground', ground = null`,
        'access_body of entry 7',
        'which act',
      ],
      ['a number’s time', `update access_scope set at = at - interval '100 days'`, 'access_entry 7', 'another time'],
      [
        'a body’s time, by little',
        `update access_body set at = at + interval '300 us'`,
        'access_body of entry 7',
        'time',
      ],
      ['a record’s time, by little', `update access_record set at = at + interval '300 us'`, 'access_entry 7', 'time'],
      ['a time without end', `update access_record set at = 'infinity'`, 'access_entry 7', 'time'],
      [
        'a value without end',
        `update access_body set address = repeat('a', 300000000)`,
        'access_body of entry 7',
        'read',
      ],
      [
        'words without end',
        `update access_body set ground = (select string_agg(n::text, ' ') from generate_series(1, 300000) n)`,
        'access_line of entry 7',
        '',
      ],
      [
        'sealed bytes without end',
        `alter table access_record drop constraint access_record_bytes_check; update access_record set bytes = convert_to(repeat('a', 17000000), 'UTF8')`,
        'access_entry 7',
        '',
      ],
    ] as const
  ).map(([name, set, path, reason]): [string, () => Promise<unknown>, string, string] => {
    const key = set.includes('update access_record') ? 'id' : 'record';
    return [name, sql(`${set} where ${key} = (select record from access_entry where entry = 7)`), path, reason];
  }),
  [
    'a body that nobody is shown',
    sql(
      `create policy hidden on access_body as restrictive using (record <> (select record from access_entry where entry = 7));
       alter table access_body force row level security`,
    ),
    'access_body of entry 7',
    'not there',
  ],
  [
    'a second body',
    sql(
      `alter table access_body drop constraint access_body_pkey cascade;
       insert into access_body select * from access_body where record = (select record from access_entry where entry = 7)`,
    ),
    'access_body of entry 7',
    'more than once',
  ],
  [
    'a number’s salt',
    sql(
      'alter table access_scope alter salt drop not null; update access_scope set salt = null where record = (select record from access_entry where entry = 7)',
    ),
    'access_entry 7',
    'other numbers',
  ],
  [
    'a number',
    sql("delete from access_scope where kind = 'oversight' and n = 7"),
    'access_body of entry 6',
    'no number',
  ],
])('far from the edge %s', (_name, harm, path, reason) => {
  it('is found and named when all is looked through', async () => {
    await harm();
    expect(await grove.damages()).toContainEqual({ path, reason: expect.stringContaining(reason) as string });
  });
});

it.each<[string, (path: string) => unknown]>([
  ['a folder stands in its place', (path) => mkdirSync(path)],
  ['it leads to itself', (path) => symlinkSync(path, path)],
  ['it is a pipe that nobody writes to', (path) => spawnSync('mkfifo', [path])],
])('a file that cannot be read, as %s, is named and hides nothing else', async (_name, put) => {
  await grove.admin.query(changed);
  const tiles = ['tile/0/000', 'tile/0/001.p/44'];
  for (const tile of tiles) {
    rmSync(join(grove.path, tile));
    put(join(grove.path, tile));
  }
  expect((await grove.damages()).map(({ path }) => path)).toEqual([
    ...tiles,
    'access_entry 7',
    'access_line of entry 7',
  ]);
});

it.each<[string, string, () => unknown]>([
  ['the key is gone', 'key', () => rmSync(join(grove.path, 'key'))],
  ['others can read the key', 'key', () => chmodSync(join(grove.path, 'key'), 0o644)],
  ['the checkpoint is gone', 'checkpoint', () => rmSync(join(grove.path, 'checkpoint'))],
  ['the checkpoint is empty', 'checkpoint', () => truncateSync(join(grove.path, 'checkpoint'))],
  ['the checkpoint is another one', 'checkpoint', () => grove.flip('checkpoint', 40)],
  [
    'a folder is in place of the checkpoint',
    'checkpoint',
    () => {
      rmSync(join(grove.path, 'checkpoint'));
      mkdirSync(join(grove.path, 'checkpoint'));
    },
  ],
])('that %s is named and hides nothing else', async (_name, path, harm) => {
  await grove.admin.query(changed);
  await harm();
  const found = (await grove.damages()).map((damage) => damage.path);
  expect(found).toEqual([path, 'access_entry 7', 'access_line of entry 7']);
});

it('an older checkpoint in place of the newest is named, and hides nothing behind it', async () => {
  const older = (await grove.folder.read('checkpoint')) ?? new Uint8Array();
  await grove.records(300);
  await grove.takeAll();
  await grove.folder.write(new Map([['checkpoint', older]]));
  await grove.admin.query(changed.replace('= 7', '= 512'));
  const found = (await grove.damages()).map((damage) => damage.path);
  expect(found).toEqual(['checkpoint', 'access_entry 512', 'access_line of entry 512']);
});

it('another table of the same name, to which somebody has led the role of the log, is not what is compared', async () => {
  await grove.admin.query(`create schema beside; create table beside.access_record as select * from access_record;
    grant usage on schema beside to liaison_log; grant select on all tables in schema beside to liaison_log;
    do $$ begin execute format('alter role liaison_log in database %I set search_path = beside, public', current_database()); end $$;
    ${changed}`);
  expect((await grove.damages()).map(({ path }) => path)).toEqual(['access_entry 7', 'access_line of entry 7']);
});

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
