import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { newId } from '@liaison/domain';
import type { Witnesses } from '../../../apps/server/src/access-log/tree/witnesses.js';
import { agencies, Grove } from '../../kit/tree.js';

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.plant();
  await grove.records(300);
  await grove.takeAll();
});
afterEach(() => grove.close());

const sql = (text: string) => (): Promise<unknown> => grove.admin.query(text);

/** Turns one bit of a file. */
const flip =
  (name: string, at = 5) =>
  async (): Promise<void> => {
    const path = join(grove.path, name);
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };

const gone = (name: string) => (): Promise<void> => grove.folder.clear([name]);

/** To what it was at 256 entries, in the database alone. */
const setBack = async (): Promise<void> => {
  await grove.admin.query(
    'delete from access_scope where record in (select record from access_entry where entry > 255)',
  );
  await grove.admin.query('insert into access_pending select record from access_entry where entry > 255');
  await grove.admin.query('delete from access_entry where entry > 255');
  await grove.admin.query('update log_head set size = 256');
};

describe.each<[string, () => Promise<unknown>, string | RegExp]>([
  ['the database was set back', () => setBack(), '256 entries, the signed checkpoint 300: the database was set back'],
  ['the database is another one', sql("update log_head set root = sha256('x')"), 'is another than the signed one'],
  ['the checkpoint is gone', gone('checkpoint'), 'has no checkpoint'],
  ['the checkpoint’s signature does not hold', flip('checkpoint', 25), /^the checkpoint file: /],
  ['the key is gone', gone('key'), 'there is no key in'],
  ['a tile at the edge has another bit', flip('tile/0/001.p/44'), 'do not lead to the signed checkpoint'],
  ['a tile at the edge is gone', gone('tile/0/001.p/44'), 'tile/0/001.p/44 is not there'],
  ['a tile above has another bit', flip('tile/1/000.p/1'), 'do not lead to the signed checkpoint'],
  [
    'an entry at the edge has another bit',
    flip('tile/entries/001.p/44', 30),
    'tile/0/001.p/44 hash 0 does not follow from entry 0',
  ],
  [
    'a row at the edge has another bit',
    sql('update access_entry set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) where entry = 280'),
    'access_entry 280 is not what the tree holds',
  ],
  ['a row at the edge is gone', sql('delete from access_entry where entry = 299'), 'access_entry 299 is not there'],
  [
    'a record at the edge was changed',
    sql("update access_record set bytes = bytes || ' ' where id = (select record from access_entry where entry = 299)"),
    'access_entry 299 was made of another record',
  ],
  [
    'a number at the edge was changed',
    sql('update access_scope set n = 999 where record = (select record from access_entry where entry = 299)'),
    'access_entry 299 has other numbers',
  ],
])('when %s', (_name, harm, reason) => {
  it('the next start finds it, signs nothing, and says so in the database', async () => {
    await harm();
    const before = await grove.folder.read('checkpoint');
    await grove.records(1);
    const { sequencer } = await grove.elect();
    await expect(sequencer.step(1)).rejects.toThrow(reason);
    expect(await grove.halted()).toMatch(reason);
    await expect(sequencer.step(1)).rejects.toThrow(reason);
    expect(await grove.folder.read('checkpoint')).toEqual(before);
    expect([...grove.signed.roots.keys()]).toEqual([0, 300]);
  });
});

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

it('records that nothing will ever take up are found: neither entry nor waiting, or no body', async () => {
  const [lost, bare] = await grove.records(2);
  await grove.admin.query('delete from access_pending where record = any($1)', [[lost, bare]]);
  await grove.admin.query('delete from access_body where record = $1', [bare]);
  expect(await grove.damages()).toEqual([
    { path: `access_record ${lost}`, reason: 'has no entry, and does not wait for one' },
    { path: `access_record ${bare}`, reason: 'has no entry, and does not wait for one' },
    { path: `access_record ${bare}`, reason: 'has no body' },
  ]);
});

/** A copy of one of the table's rows, with other values. */
const copied = (table: string, values: object): Promise<unknown> =>
  grove.admin.query(
    `insert into ${table} select x.* from (select * from ${table} limit 1) t, jsonb_populate_record(t::${table}, $1) x`,
    [JSON.stringify(values)],
  );

it.each<[string, object]>([
  ['body', {}],
  ['entry', { entry: 300 }],
  ['scope', { n: 301 }],
  ['line', {}],
  ['pending', {}],
])('what names a record that never was is found and named: access_%s', async (name, values) => {
  const record = newId();
  if (name === 'pending') await grove.admin.query('insert into access_pending (record) values ($1)', [record]);
  else await copied(`access_${name}`, { ...values, record });
  const damages = await grove.damages();
  expect(damages.map(({ path }) => path)).toEqual([`access_${name} of the record ${record}`]);
  expect(damages[0]?.reason).toMatch('there is no such record');
});

it('a line of a record at another time than its own is found and named', async () => {
  await copied('access_line', { at: new Date(0) });
  expect(await grove.damages()).toEqual([
    {
      path: expect.stringMatching(/^access_line of the record ./) as string,
      reason: 'there is no such record of that time',
    },
  ]);
});

it('a record that is taken away leaves what names it, and all of it is found', async () => {
  const { rows } = await grove.admin.query<{ record: string }>('select record from access_entry where entry = 7');
  await grove.admin.query('delete from access_record where id = $1', [rows[0]?.record]);
  const paths = (await grove.damages()).map(({ path }) => path);
  for (const table of ['access_body', 'access_entry', 'access_line', 'access_scope'])
    expect(paths).toContain(`${table} of the record ${rows[0]?.record}`);
});

it('a record that waits and has lost its body halts the log: nobody can say any more whose it is', async () => {
  const [bare] = await grove.records(1);
  await grove.admin.query('delete from access_body where record = $1', [bare]);
  const { sequencer } = await grove.elect();
  await expect(sequencer.step(1)).rejects.toThrow(`access_body of the record ${bare} is not there`);
});

it('the sequencer’s own role ends no waiting but by an entry, and calls nothing that is the server’s', async () => {
  await grove.records(1);
  const log = new Client({ connectionString: grove.database.logUrl });
  await log.connect();
  try {
    await expect(log.query('delete from access_pending')).rejects.toThrow('permission denied');
    for (const call of ["credential_of('ana@nl')", 'records_of_my_scope(array[]::uuid[])', 'me()'])
      await expect(log.query(`select * from ${call}`)).rejects.toThrow('permission denied');
  } finally {
    await log.end();
  }
});

it('a running sequencer finds a tile that was damaged, and a database that was set back, before it signs again', async () => {
  const { sequencer } = await grove.elect();
  await sequencer.step(1);
  await flip('tile/0/001.p/44')();
  await grove.records(1);
  await expect(sequencer.step(1)).rejects.toThrow('do not lead to the signed checkpoint');
  expect(await grove.count('access_entry')).toBe(300);
});

it('a witness that has seen more halts the log before it grows', async () => {
  const seenMore: Witnesses = {
    ask: () =>
      Promise.resolve({ cosignatures: [], states: [], ahead: [{ name: 'witness.fr', reason: 'it has seen 400' }] }),
  };
  await grove.records(1);
  const { sequencer } = await grove.elect({ witnessesOf: () => seenMore });
  await expect(sequencer.step(1)).rejects.toThrow('the witness witness.fr: it has seen 400');
  expect(await grove.count('access_entry')).toBe(300);
});

it('once what was wrong is put right and the halt is lifted, it goes on', async () => {
  const { sequencer } = await grove.elect();
  const tile = (await grove.folder.read('tile/0/001.p/44')) ?? new Uint8Array();
  await gone('tile/0/001.p/44')();
  await grove.records(1);
  await expect(sequencer.step(1)).rejects.toThrow('is not there');
  await grove.folder.write(new Map([['tile/0/001.p/44', tile]]));
  await expect(sequencer.step(1)).rejects.toThrow('is not there');
  await grove.admin.query('update log_head set halted = null, halted_at = null');
  await sequencer.step(1);
  expect(await grove.checkpoint()).toMatchObject({ size: 301 });
  expect(await grove.damages()).toEqual([]);
});

it('a policy that was mistyped is no contradiction: nothing is halted', async () => {
  await grove.folder.write(new Map([['policy', Buffer.from('quorum some\n')]]));
  const { sequencer } = await grove.elect();
  await expect(sequencer.step(1)).rejects.toThrow('policy: line 1');
  expect(await grove.halted()).toBeNull();
});
