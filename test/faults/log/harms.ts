import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { edgeOf, formatBundle, formatPolicy, parseBundle } from '@liaison/transparency-log';
import { HttpWitnesses } from '../../../apps/server/src/access-log/tree/http-witnesses.js';
import { readKeys } from '../../../apps/server/src/platform/log-folder/log-keys.js';
import { WitnessHome } from '../../kit/witness-process.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import type { LogSizes, Planted } from './sizes.js';
import { Wood } from './wood.js';

type Harm = (wood: Wood, random: Random) => Promise<unknown>;

const recordOf = (entry: number): string => `(select record from access_entry where entry = ${entry})`;
const sql =
  (text: (a: number, b: number) => string): Harm =>
  async (wood, random) => {
    const a = random.whole(0, wood.size - 2);
    const b = a < wood.size / 2 ? a + 1 : a - 1;
    await wood.grove.admin.query(text(a, b));
  };
const swapped = (table: string, key: (entry: number) => string, column: string): Harm =>
  sql(
    (
      a,
      b,
    ) => `with was as (select ${key(a)} as key, (select ${column} from ${table} where ${keyOf(table)} = ${key(b)}) as other
      union all select ${key(b)}, (select ${column} from ${table} where ${keyOf(table)} = ${key(a)}))
      update ${table} t set ${column} = was.other from was where t.${keyOf(table)} = was.key`,
  );
/** A copy of a row, for a record that never was. */
const ofNoRecord = (table: string, more = ''): Harm =>
  sql(
    (a) => `insert into ${table} select x.* from (select * from ${table} where record = ${recordOf(a)} limit 1) t,
      jsonb_populate_record(t::${table}, jsonb_build_object('record', gen_random_uuid() ${more && `, ${more}`})) x`,
  );
const keyOf = (table: string): string => ({ access_record: 'id', access_entry: 'entry' })[table] ?? 'record';

const inFile =
  (path: string, change: (bytes: Buffer) => Uint8Array): Harm =>
  async ({ grove }) => {
    const file = join(grove.path, path);
    await writeFile(file, change(await readFile(file)));
  };
const swapFiles =
  (one: string, two: string): Harm =>
  async ({ grove }) => {
    const [a, b] = [join(grove.path, one), join(grove.path, two)];
    const [first, second] = [await readFile(a), await readFile(b)];
    await writeFile(a, second);
    await writeFile(b, first);
  };
const bundle = (change: (entries: readonly Uint8Array[]) => readonly Uint8Array[]): Harm =>
  inFile('tile/entries/000', (bytes) => formatBundle(change(parseBundle(bytes, 256))));

/** The newest fifty, in the database alone: as if they had never been. */
const cutRows: Harm = ({ grove, size }) =>
  grove.admin.query(`
    delete from access_scope where record in (select record from access_entry where entry >= ${size - 50});
    delete from access_body where record in (select record from access_entry where entry >= ${size - 50});
    delete from access_record where id in (select record from access_entry where entry >= ${size - 50});
    delete from access_entry where entry >= ${size - 50};
    update log_head set size = ${size - 50}`);
const cutFiles: Harm = async ({ grove }) => {
  for (const path of edgeOf((await grove.checkpoint()).size)) await rm(join(grove.path, path));
};

const harms: Readonly<Record<string, Harm>> = {
  'a record deleted': sql((a) => `delete from access_record where id = ${recordOf(a)}`),
  'a record and all of it deleted': sql(
    (a) => `create temp table gone as select record from access_entry where entry = ${a};
      delete from access_entry where entry = ${a}; delete from access_scope where record in (table gone);
      delete from access_body where record in (table gone); delete from access_record where id in (table gone); drop table gone`,
  ),
  'a body deleted': sql((a) => `delete from access_body where record = ${recordOf(a)}`),
  'an entry deleted': sql((a) => `delete from access_entry where entry = ${a}`),
  'a number deleted': sql((a) => `delete from access_scope where record = ${recordOf(a)} and kind = 'oversight'`),
  'a record that waits taken from those that wait': async ({ grove }) => {
    const [id] = await grove.records(1);
    await grove.admin.query(
      'insert into access_pending (record) select $1 where not exists (select from access_pending where record = $1)',
      [id],
    );
    await grove.admin.query('delete from access_pending where record = $1', [id]);
  },
  'an entry inserted behind the last': sql(
    (a) => `insert into access_entry select max(entry) + 1, gen_random_uuid(),
      (select bytes from access_entry where entry = ${a}) from access_entry; update log_head set size = size + 1`,
  ),
  'a number inserted': sql(
    (
      a,
    ) => `insert into access_scope select kind, agency, operation, (select max(n) + 1 from access_scope), record, at, salt
      from access_scope where record = ${recordOf(a)} and kind = 'oversight'`,
  ),
  'a body of no record': ofNoRecord('access_body'),
  'an entry of no record': ofNoRecord('access_entry', "'entry', (select max(entry) + 1 from access_entry)"),
  'a number of no record': ofNoRecord('access_scope', "'n', (select max(n) + 1 from access_scope)"),
  'a line of no record': ofNoRecord('access_line'),
  'a record that never was among those that wait': ({ grove }) =>
    grove.admin.query('insert into access_pending (record) values (gen_random_uuid())'),
  'two records swapped': swapped('access_record', recordOf, 'bytes'),
  'two entries swapped': swapped('access_entry', String, 'bytes'),
  'two bodies swapped': swapped('access_body', recordOf, 'salts'),
  'one record in the place of another': sql(
    (a, b) =>
      `update access_record set bytes = (select bytes from access_record where id = ${recordOf(b)}) where id = ${recordOf(a)}`,
  ),
  'one entry in the place of another': sql(
    (a, b) => `update access_entry set bytes = (select bytes from access_entry where entry = ${b}) where entry = ${a}`,
  ),
  'a tile gone': ({ grove }) => rm(join(grove.path, 'tile/0/000')),
  'entries gone from the files': ({ grove }) => rm(join(grove.path, 'tile/entries/000')),
  'two tiles swapped': swapFiles('tile/0/000', 'tile/entries/000'),
  'two hashes of a tile swapped': inFile('tile/0/000', (bytes) =>
    Buffer.concat([bytes.subarray(32, 64), bytes.subarray(0, 32), bytes.subarray(64)]),
  ),
  'a tile cut off': inFile('tile/0/000', (bytes) => bytes.subarray(0, -32)),
  'a tile doubled': inFile('tile/0/000', (bytes) => Buffer.concat([bytes, bytes])),
  'two entries of the files swapped': bundle(([a, b, ...rest]) => [b ?? a, a ?? b, ...rest].filter(isThere)),
  'an entry of the files doubled': bundle(([a, , ...rest]) => [a, a, ...rest].filter(isThere)),
  'an entry taken from the files': bundle(([, ...rest]) => rest),
  'the checkpoint gone': ({ grove }) => rm(join(grove.path, 'checkpoint')),
  'the checkpoint cut off': inFile('checkpoint', (bytes) => bytes.subarray(0, -10)),
  'the tail cut off in the database': cutRows,
  'the tail cut off in the files': cutFiles,
  'an old database beside new files': (wood) => wood.restoreRows('old'),
};

const isThere = (entry: Uint8Array | undefined): entry is Uint8Array => entry !== undefined;

/** Each done to the same whole log: named by `check-log`, or the next start halts. */
export async function runHarms(
  { entries, isThorough }: LogSizes,
  random: Random,
  planted: Planted,
): Promise<LoadResult> {
  const findings = new Findings();
  const wood = await Wood.plant(entries);
  const home = new WitnessHome('witness.example/fr', await readKeys(wood.grove.folder));
  const found = { 'at the next start': 0, 'by check-log': 0 };
  let done = 0;
  try {
    await wood.keep('old');
    await wood.grove.records(60);
    await wood.grove.takeAll();
    await wood.keep('present');
    for (let round = 0; round < (isThorough ? 10 : 1); round += 1)
      for (const [name, harm] of Object.entries(harms)) {
        await harm(wood, random);
        done += 1;
        const before = await wood.grove.folder.read('checkpoint');
        const damages = await (planted ? wood.damagesOfFiles() : wood.damages());
        const reason = await startAgain(wood);
        if (reason !== null) found['at the next start'] += 1;
        if (damages.length > 0) found['by check-log'] += 1;
        if (reason === null && damages.length === 0) findings.add('unfound', name);
        if (damages.some(({ path, reason: why }) => path === '' || why === '')) findings.add('unnamed', name);
        if (reason !== null && String(await wood.grove.folder.read('checkpoint')) !== String(before))
          findings.add('unfound', `${name}: halted, and signed nevertheless`);
        await wood.restore('present');
      }
    await oldFilesAlone(wood, findings);
    await allOld(wood, home, findings, planted);
  } finally {
    home.remove();
    await wood.close();
  }
  const counted = Object.entries(found).map(([where, count]) => [`of them noticed ${where}`, count] as const);
  return {
    findings,
    figures: { entries, 'kinds of harm': Object.keys(harms).length + 2, done, ...Object.fromEntries(counted) },
  };
}

/** Why the next sequencer halted; null where it did not. */
async function startAgain({ grove }: Wood): Promise<string | null> {
  const { sequencer } = await grove.elect();
  await sequencer.step(1).catch(() => undefined);
  return grove.halted();
}

/** What the folder lacks is made from the database’s rows: the same tree, and nothing signed twice. */
async function oldFilesAlone(wood: Wood, findings: Findings): Promise<void> {
  const before = await wood.grove.checkpoint();
  await wood.restoreFiles('old');
  await wood.grove.takeAll();
  const after = await wood.grove.checkpoint();
  const damages = await wood.damages();
  if (after.size !== before.size || String(after.root) !== String(before.root) || damages.length > 0)
    findings.add('unfound', `old files beside a new database: ${JSON.stringify(damages[0] ?? after.size)}`);
  await wood.restore('present');
}

/** Database and files of the same earlier moment contradict nothing here: only a witness has seen more. */
async function allOld(wood: Wood, home: WitnessHome, findings: Findings, planted: Planted): Promise<void> {
  const { grove } = wood;
  const witness = await home.start();
  const logs = await readKeys(grove.folder);
  const policy = formatPolicy({ logs, witnesses: [witness.known], threshold: 1 });
  const named = async (): Promise<void> => grove.folder.write(new Map([['policy', Buffer.from(policy)]]));
  const witnessesOf = (of: ConstructorParameters<typeof HttpWitnesses>[0]) => new HttpWitnesses(of, 60_000);
  await named();
  const { sequencer } = await grove.elect({ witnessesOf });
  await sequencer.step(1);
  await wood.restore('old');
  // The planted hole: the operator strikes the witness off.
  if (!planted) await named();
  await grove.records(1);
  const again = await grove.elect({ witnessesOf });
  await again.sequencer.step(1).catch(() => undefined);
  if (!(await grove.halted())?.includes(home.name))
    findings.add('unfound', `an old copy of everything: ${(await grove.halted()) ?? 'went on'}`);
}
