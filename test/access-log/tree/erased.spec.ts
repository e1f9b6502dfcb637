import { agencies, Grove } from '../../kit/tree.js';

/** Values and salts that an act destroyed are told from those that somebody deleted who held the database. */
let grove: Grove;
beforeEach(async () => {
  grove = await Grove.plant();
  await grove.records(300);
  await grove.takeAll();
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
/** An act that says that it erased so many fields of so many records. */
async function act(records: number, fields: number): Promise<string | undefined> {
  const [made] = await grove.records(1, { class: 'erasure', act: 'log.sweep', detail: { records, fields } });
  await grove.takeAll();
  return made;
}
const told = (path: string, reason: string) => ({ path, reason: expect.stringContaining(reason) as string });
const says = (fields: number | string, records: number | string, bodies: number, named: number): string =>
  `erased, as it says, ${fields} fields of ${records} records, and ${bodies} bodies name it as what erased ${named} of their fields`;

it('by an act that says how much, or by two of them, is no damage', async () => {
  await erase([7, 29], await act(2, 14));
  await erase([8], await act(1, 1), [objects]);
  await erase([8], await act(1, 6), own);
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
  const [actors, owners] = [await act(1, 6), await act(1, 1)];
  await erase([7], actors, own);
  await erase([7], owners, [objects]);
  // Whoever holds the database gives all of it to the one, and another record to the other.
  await grove.admin.query(
    `update access_body set erased_by = array_replace(erased_by, $1, $2) where record = ${recordOf(7)}`,
    [actors, owners],
  );
  await erase([8], actors, own);
  expect(await grove.damages()).toEqual([told(`access_record ${owners}`, says(1, 1, 1, 7))]);
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
