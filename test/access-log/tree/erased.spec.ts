import { DestroyedByAct } from '@liaison/access-record';
import { agencies, Grove } from '../../kit/tree.js';

/** Values and salts that an act destroyed are told from those that somebody deleted who held the database. */
let grove: Grove;
beforeEach(async () => {
  grove = await Grove.grown(300);
});
afterEach(() => grove.close());

const own = ['person', 'address', 'session', 'ground', 'detail', 'role'];
const [, owner = ''] = agencies;
const objects = `objects/${owner}`;
const recordOf = (entry: number): string => `(select record from access_entry where entry = ${entry})`;
const erase = (entries: readonly number[], by: string | undefined, fields = [...own, objects]): Promise<unknown> =>
  grove.admin.query(
    'select erase_fields((select jsonb_object_agg(record, $1::jsonb) from access_entry where entry = any($2)), $3)',
    [JSON.stringify(fields), entries, by],
  );
const made = async (detail: Readonly<Record<string, string | number>>): Promise<string | undefined> => {
  const [record] = await grove.records(1, { class: 'erasure', act: 'log.sweep', detail });
  await grove.takeAll();
  return record;
};
/** An act that says that it erased so many fields of so many records. */
const act = (records: number, fields: number) => made({ records, fields, digest: 'of something' });
/** An act that seals truly what it erases of these entries' records. */
async function sealed(entries: readonly number[], fields = [...own, objects], numbers: number | null = null) {
  const text = 'select record from access_entry where entry = any($1) order by record';
  const { rows } = await grove.admin.query<{ record: string }>(text, [entries]);
  const destroyed = new DestroyedByAct();
  for (const { record } of rows) destroyed.add({ record, fields, numbers });
  return made({ ...destroyed.sum() });
}
const told = (path: string, reason: string) => ({ path, reason: expect.stringContaining(reason) as string });
const says = (fields: number | string, records: number | string, bodies: number, named: number): string =>
  `erased, as it says, ${fields} fields of ${records} records, and ${bodies} bodies name it as what erased ${named} of their fields`;

it('by an act that says how much, or by two of them, is no damage', async () => {
  await erase([7, 29], await sealed([7, 29]));
  await erase([8], await sealed([8], [objects]), [objects]);
  await erase([8], await sealed([8], own), own);
  expect(await grove.damages()).toEqual([]);
});

it('by one who held the database is found: no act, one that erases nothing, or one that erased of fewer', async () => {
  const gone = `update access_body set salts = '{}', operation = null, person = null, agency = null, role = null, address = null,
    objects = '[]', object_ids = '{}', subject_agencies = '{}', detail = '{}'`;
  await grove.admin.query(`${gone} where record = ${recordOf(8)}`);
  await grove.admin.query(`delete from access_line where record = ${recordOf(8)}`);
  await grove.admin.query(
    `update access_body set address = null, salts = salts - 'address', erased = '{address}' where record = ${recordOf(9)}`,
  );
  const consulted = (await grove.records(1))[0];
  await grove.takeAll();
  await erase([10], consulted);
  const swept = await act(1, 7);
  await erase([11, 12], swept);
  const damages = await grove.damages();
  expect(damages).toContainEqual(told('access_body of entry 9', 'does not say of each of its erased fields'));
  expect(damages).toContainEqual(told('access_body of entry 8', 'its salts and what was erased are not the fields'));
  expect(damages).toContainEqual(told(`access_record ${consulted}`, 'is no act that erases, and 1 bodies name it'));
  expect(damages).toContainEqual(told(`access_record ${swept}`, says(7, 1, 2, 14)));
  expect(damages).toHaveLength(4);
});

it('by an act that claims more than there is, or whose own number is gone, is found', async () => {
  await erase([7, 8], await act(3, 21));
  const silent = await act(1, 7);
  await erase([9], silent);
  await grove.admin.query("update access_body set detail = '{}', salts = salts - 'detail' where record = $1", [silent]);
  const reasons = (await grove.damages()).map(({ reason }) => reason);
  expect(reasons).toContainEqual(says(21, 3, 2, 14));
  expect(reasons).toContainEqual(says('it does not say how many', 'it does not say how many', 1, 7));
});

it('is found where an act erased some fields of a record, and others of it were destroyed in its name', async () => {
  const swept = await act(1, 1);
  await erase([7], swept, [objects]);
  await erase([7], swept, own);
  expect(await grove.damages()).toEqual([told(`access_record ${swept}`, says(1, 1, 1, 7))]);
});

it('is found where one of two acts is named no more, and another record was destroyed in its name instead', async () => {
  const [actors, owners] = [await sealed([7], own), await sealed([7], [objects])];
  await erase([7], actors, own);
  await erase([7], owners, [objects]);
  // Whoever holds the database gives all of it to the one, and another record to the other.
  await grove.admin.query(
    `update access_body set erased_by = array_replace(erased_by, $1, $2) where record = ${recordOf(7)}`,
    [actors, owners],
  );
  await erase([8], actors, own);
  expect(await grove.damages()).toEqual([
    told(`access_record ${actors}`, 'sealed that it erased other fields than the 6 of 1 records'),
    told(`access_record ${owners}`, says(1, 1, 1, 7)),
  ]);
});

it('is found where old values were put back, and others destroyed in exchange', async () => {
  const swept = await sealed([7]);
  const body = `update access_body b set erased = o.erased, erased_by = o.erased_by, salts = o.salts, address = o.address,
    operation = o.operation, compartment = o.compartment, person = o.person, agency = o.agency, role = o.role, session = o.session,
    ground = o.ground, rule = o.rule, detail = o.detail, recipients = o.recipients, objects = o.objects, object_ids = o.object_ids
    from old o where o.record = b.record`;
  await grove.admin.query(`create table old as select * from access_body where record = ${recordOf(7)}`);
  await grove.admin.query(`create table old_line as select * from access_line where record = ${recordOf(7)}`);
  await erase([7], swept);
  expect(await grove.damages()).toEqual([]);
  await grove.admin.query(body);
  await grove.admin.query(`delete from access_line where record = ${recordOf(7)}`);
  await grove.admin.query('insert into access_line select * from old_line');
  await erase([8], swept);
  const reason = 'sealed that it erased other fields than the 7 of 1 records that name it';
  expect(await grove.damages()).toEqual([told(`access_record ${swept}`, reason)]);
});

it('is found where a number went of a record of which nothing else is left', async () => {
  // The only one, so the last one, of its scope: no gap is left.
  const [record] = await grove.records(1, {
    agency: agencies[2] ?? '',
    operation: null,
    objects: [],
    subjectAgencies: [],
  });
  await grove.takeAll();
  const { rows } = await grove.admin.query<{ names: string[] }>(
    'select array(select jsonb_object_keys(salts)) as names from access_body where record = $1',
    [record],
  );
  const all = rows[0]?.names ?? [];
  const swept = await sealed([300], all, 1);
  await erase([300], swept, all);
  expect(await grove.damages()).toEqual([]);
  await grove.admin.query('delete from access_scope where record = $1', [record]);
  expect(await grove.damages()).toEqual([told(`access_record ${swept}`, 'sealed that it erased other fields')]);
});

it('is found where fewer acts are named than fields are gone', async () => {
  const swept = await act(1, 7);
  await erase([7], swept);
  await grove.admin.query(`update access_body set erased_by = array[$1::uuid] where record = ${recordOf(7)}`, [swept]);
  expect(await grove.damages()).toContainEqual(
    told('access_body of entry 7', 'does not say of each of its erased fields which act erased it'),
  );
});

it('is found where a salt alone is gone, without its value', async () => {
  await grove.admin.query(`update access_body set salts = salts - 'address' where record = ${recordOf(8)}`);
  expect(await grove.damages()).toEqual([
    { path: 'access_body of entry 8', reason: 'address is not what the record holds' },
  ]);
});
