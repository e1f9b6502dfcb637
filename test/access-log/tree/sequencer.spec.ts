import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { parseEntry } from '@liaison/access-record';
import { formatPolicy, parseBundle } from '@liaison/transparency-log';
import { readKeys } from '../../../apps/server/src/platform/log-folder/log-keys.js';
import { addRecords, agencies, Grove, operations } from '../../kit/tree.js';

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.plant();
});
afterEach(() => grove.close());

it('records become entries of a signed tree, and nothing waits any more', async () => {
  await grove.records(300);
  await grove.takeAll();
  expect(await grove.count('access_pending')).toBe(0);
  expect(await grove.checkpoint()).toMatchObject({ origin: 'liaison.test/log', size: 300 });
  expect(await grove.damages()).toEqual([]);
});

it('an entry names neither agency, operation, act nor time', async () => {
  await grove.records(1);
  await grove.takeAll();
  const [entry = new Uint8Array()] = parseBundle(
    (await grove.folder.read('tile/entries/000.p/1')) ?? new Uint8Array(),
    1,
  );
  expect(parseEntry(entry).scopes).toHaveLength(8);
  const text = Buffer.from(entry).toString();
  for (const word of [...agencies, ...operations, 'dataset', 'consultation']) expect(text).not.toContain(word);
});

it('each scope has its own numbers from 1 on, in the order of entries, and a refusal is in the actor’s only', async () => {
  const [nl = '', fr = '', be = ''] = agencies;
  const at = (kind: string, agency: string | null, operation: string | null): string =>
    JSON.stringify([kind, agency, operation]);
  await grove.records(2);
  await grove.records(1, { class: 'denial' });
  await grove.records(1, { operation: null, agency: be, subjectAgencies: [] });
  await grove.records(1, { agency: null, operation: null, subjectAgencies: [], class: 'sign_in' });
  await grove.records(1, { operation: null, subjectAgencies: [], overseers: [fr, be], class: 'log_access' });
  await grove.takeAll();
  const { rows } = await grove.admin.query<{ kind: string; agency: string; operation: string; numbers: string[] }>(
    `select kind, agency, operation, array_agg(s.n order by e.entry) as numbers from access_scope s
     join access_entry e using (record) group by 1, 2, 3`,
  );
  expect(new Map(rows.map((row) => [at(row.kind, row.agency, row.operation), row.numbers]))).toEqual(
    new Map([
      [at('agency', nl, operations[0] ?? null), ['1', '2', '3']],
      [at('agency', fr, operations[0] ?? null), ['1', '2']],
      [at('oversight', null, operations[0] ?? null), ['1', '2', '3']],
      [at('agency', be, null), ['1']],
      [at('agency', nl, null), ['1']],
      [at('oversight', fr, null), ['1']],
      [at('oversight', be, null), ['1']],
    ]),
  );
  expect(await grove.count('access_entry')).toBe(6);
  expect(await grove.damages()).toEqual([]);
});

it('the key is its owner’s alone to read, and stays over restarts', async () => {
  await grove.takeAll();
  expect((await stat(join(grove.path, 'key'))).mode & 0o777).toBe(0o600);
  const key = await grove.folder.read('key');
  await grove.records(1);
  await grove.takeAll();
  expect(await grove.folder.read('key')).toEqual(key);
});

it('a key that others can read signs nothing, and it is said how to mend that', async () => {
  await grove.takeAll();
  await chmod(join(grove.path, 'key'), 0o640);
  await grove.records(1);
  const { sequencer } = await grove.elect();
  await expect(sequencer.step(1)).rejects.toThrow('can be read by others: chmod 600 it');
  expect(await grove.halted()).toBeNull();
  await chmod(join(grove.path, 'key'), 0o600);
  await sequencer.step(1);
  expect(await grove.checkpoint()).toMatchObject({ size: 1 });
});

it('while keys are changed each signs that the policy names, and afterwards the new one goes on', async () => {
  await grove.records(1);
  await grove.takeAll();
  const old = (await grove.folder.read('key')) ?? new Uint8Array();
  const other = await Grove.plant();
  await other.takeAll();
  const next = (await other.folder.read('key')) ?? new Uint8Array();
  await other.close();
  await grove.folder.write(new Map([['key.next', next]]), 0o600);
  const signatures = async (): Promise<number | undefined> => {
    await grove.records(1);
    await grove.takeAll();
    const note = Buffer.from((await grove.folder.read('checkpoint')) ?? '').toString();
    return note.match(/^—/gm)?.length;
  };
  // Whoever had an extract from now on would have it refused for a signature of nobody they know.
  expect(await signatures()).toBe(1);
  const logs = await readKeys(grove.folder);
  const policy = Buffer.from(formatPolicy({ logs, witnesses: [], threshold: 0 }));
  await grove.folder.write(new Map([['policy', policy]]));
  expect(await signatures()).toBe(2);
  await grove.folder.write(new Map([['key', next]]), 0o600);
  await grove.folder.clear(['key.next']);
  await grove.records(1);
  await grove.takeAll();
  expect(await grove.checkpoint()).toMatchObject({ size: 4 });
  expect(await grove.halted()).toBeNull();
  expect(old).not.toEqual(next);
});

it('numbers stay gapless and each record gets one entry while many write at once and commit out of order', async () => {
  const { sequencer } = await grove.elect();
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    const app = new Client({ connectionString: grove.database.appUrl });
    await app.connect();
    for (let round = 0; round < 25; round += 1)
      await addRecords(app, 1 + ((writer + round) % 4), {
        agency: agencies[writer % 3] ?? null,
        subjectAgencies: [agencies[round % 3] ?? ''],
        operation: operations[(writer + round) % 3] ?? null,
      });
    await app.end();
  });
  let writing = true;
  const written = Promise.all(writers).finally(() => (writing = false));
  while (writing) await sequencer.step(1);
  await written;
  while (await sequencer.step(1));
  expect(await grove.count('access_record')).toBe(await grove.count('access_entry'));
  expect(await grove.count('access_pending')).toBe(0);
  expect(await grove.damages()).toEqual([]);
  expect(grove.signed.forks).toEqual([]);
});

it('10,000 records are taken and found whole; of partial tiles only those of the present edge are left', async () => {
  for (let round = 0; round < 10; round += 1) await grove.records(1_000);
  await grove.takeAll();
  expect(await grove.checkpoint()).toMatchObject({ size: 10_000 });
  expect(await grove.damages()).toEqual([]);
  expect(await grove.folder.read('tile/0/039.p/16')).not.toBeNull();
  await grove.records(300);
  await grove.takeAll();
  expect(await grove.folder.read('tile/0/039.p/16')).toBeNull();
  expect(await grove.damages()).toEqual([]);
});

describe('a record that nobody can take', () => {
  it.each([
    ['of no agency’s', `update access_body set subject_agencies = '{NULL}' where record = $1`],
    ['of objects that are none', `update access_body set objects = '{}' where record = $1`],
    ['at no time', `update access_record set at = 'infinity' where id = $1`],
    [
      'of more agencies than an entry has room for',
      `update access_body set subject_agencies = (select array_agg(gen_random_uuid()) from generate_series(1, 2000)) where record = $1`,
    ],
  ])('halts the log and is named, and what came before it is signed: %s', async (_name, spoil) => {
    const records = await grove.records(20);
    await grove.admin.query(spoil, [records[13]]);
    const { sequencer } = await grove.elect();
    const all = async (): Promise<never> => {
      for (;;) await sequencer.step(1);
    };
    await expect(all()).rejects.toThrow(`access_record ${records[13]} cannot be taken: `);
    expect(await grove.halted()).toContain(records[13]);
    expect((await grove.checkpoint()).size).toBe(13);
  });
});

it('a step reads the records that wait, and not the log behind them', async () => {
  await grove.records(6_144);
  const before = await grove.takeAll();
  await before.close();
  // As autovacuum leaves it: by these figures it would pay to read everything.
  await grove.admin.query('analyze access_record, access_body');
  const read = await recordsRead();
  await grove.records(3);
  const { log, sequencer } = await grove.elect();
  await sequencer.step(1);
  await log.close();
  expect((await recordsRead()) - read).toBeLessThan(1_000);
});

/** Rows of `access_record` that were read so far: a connection tells what it read when it ends. */
async function recordsRead(): Promise<number> {
  const isOpen = `select 1 from pg_stat_activity where application_name = 'liaison log' and datname = current_database()`;
  for (;;) {
    const { rows } = await grove.admin.query<{ open: boolean; read: string }>(
      `select exists (${isOpen}) as open, seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables
       where relname = 'access_record'`,
    );
    if (rows[0]?.open === false) return Number(rows[0].read);
    await pause(10);
  }
}
