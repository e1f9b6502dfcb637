import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { newId } from '@liaison/domain';
import type { Witnesses } from '../../../apps/server/src/access-log/tree/witnesses.js';
import { Grove } from '../../kit/tree.js';

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.grown(300);
});
afterEach(() => grove.close());

const sql = (text: string) => (): Promise<unknown> => grove.admin.query(text);

const flip = (name: string, at?: number) => (): Promise<void> => grove.flip(name, at);

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
  [
    'a folder is in place of a tile at the edge',
    async () => {
      await gone('tile/0/001.p/44')();
      await mkdir(join(grove.path, 'tile/0/001.p/44'));
    },
    'tile/0/001.p/44 cannot be read (EISDIR)',
  ],
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

it.each([
  ['access_record', 'id'],
  ['access_body', 'record'],
])('a record that waits and is not in %s halts the log, and what came before it is signed', async (table, key) => {
  const [, , lost] = await grove.records(4);
  await grove.admin.query(`delete from ${table} where ${key} = $1`, [lost]);
  const { sequencer } = await grove.elect();
  expect(await sequencer.step(1)).toBe(true);
  expect(await grove.checkpoint()).toMatchObject({ size: 302 });
  await expect(sequencer.step(1)).rejects.toThrow(`${table} of the record ${lost} is not there`);
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
