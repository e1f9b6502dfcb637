import type { Erasure } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Tx } from '@liaison/persistence';
import { databaseSays } from '../kit/database.js';
import { asOperator, rowsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { everyCell } from '../kit/rows.js';
import { inSession, asIf, lockedOut, tries } from '../kit/second-lock.js';
import { sequenced } from '../kit/sequenced.js';
import { as, nobody, ok, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

/** Whatever the service forgets to ask, the database does not erase. */
let world: TwoAgencies;
let frAuditor: Person;
let nlAuditor: Person;
let gone: Person;
let erasure: string;
/** A record of something else. */
let old: string | undefined;

beforeAll(async () => {
  world = await twoAgencies();
  frAuditor = await world.fr.person('auditor', 'auditor');
  nlAuditor = await world.nl.person('auditor', 'auditor');
  gone = await world.fr.person('gone');
  const act = { at: world.clock.now(), person: gone.id, agency: world.fr.id, address: '198.51.100.77' };
  await recorded(world.server, [act]);
  await sequenced(world);
  ok(await as(world.fr.coordinator).patch(`/agency/people/${gone.id}`, { active: false }));
  const asked = as(world.fr.coordinator).post<Erasure>('/agency/erasures', { person: gone.id, basis: 'order' });
  erasure = ok(await asked).id;
  [old] = await recorded(world.server, [{ ...act, person: frAuditor.id, class: 'erasure', act: 'erasure.carry_out' }]);
});
afterAll(() => world.close());
afterEach(async () => expect(await everyCell(world.server)).toContain('198.51.100.77'));

const erases = (who: Person | null, record = newId(), also?: string): Promise<unknown> => {
  const work = async (tx: Tx): Promise<number> => {
    const met = await tx.run('select * from erase_some($1, $2, 10)', [erasure, record]);
    if (also !== undefined) await tx.run(also);
    return met;
  };
  const done = who === null ? asIf(world, null, work) : inSession(world, who, work);
  return done.catch((error: unknown) => error);
};

it.each([
  ['the coordinator who asked', () => world.fr.coordinator],
  ['another coordinator', () => world.fr.secondCoordinator],
  ['another agency’s auditor', () => nlAuditor],
  ['the person', () => gone],
  ['nobody', () => null],
])('%s erases nothing', async (_name, who) => {
  expect(await erases(who())).toBe(0);
});

it('an auditor erases nothing without a record of it', async () => {
  expect(await erases(frAuditor)).toMatchObject(lockedOut);
});

it('an auditor erases nothing by the record of something else', async () => {
  expect(await erases(frAuditor, old)).toBe(0);
  const record = newId();
  const other = `insert into access_record values ('${record}', app_now(), 'consultation', 'dataset.view', 'success', '')`;
  expect(await erases(frAuditor, record, other)).toMatchObject(lockedOut);
});

it('an auditor erases nothing in a session that has not said what it reads the log for', async () => {
  const work = (tx: Tx) => tx.run('select * from erase_some($1, $2, 10)', [erasure, newId()]);
  expect(await asIf(world, frAuditor, work)).toBe(0);
});

it('an erasure is not finished while a record names its person', async () => {
  const finish = () =>
    inSession(world, frAuditor, (tx) => tx.row('select finish_erasure($1, $2) as done', [erasure, newId()]));
  expect(await finish()).toEqual({ done: false });
});

/** An erasure that was asked for, of somebody with records of theirs. */
async function askedOf(handle: string): Promise<{ readonly id: string; readonly person: string }> {
  const { id: person } = await world.fr.person(handle);
  ok(await as(world.fr.coordinator).patch(`/agency/people/${person}`, { active: false }));
  await sequenced(world);
  const asked = as(world.fr.coordinator).post<Erasure>('/agency/erasures', { person, basis: 'order' });
  return { id: ok(await asked).id, person };
}

async function eraseAll(tx: Tx, id: string, record: string): Promise<void> {
  for (let met = 10; met === 10;)
    met = (await tx.row<{ records: number }>('select * from erase_some($1, $2, 10)', [id, record]))?.records ?? 0;
}

it('an erasure is not finished in another transaction than the one that has erased', async () => {
  const { id } = await askedOf('half');
  const record = newId();
  await inSession(world, frAuditor, async (tx) => {
    await eraseAll(tx, id, record);
    await tx.run(
      `insert into access_record values ('${record}', app_now(), 'erasure', 'erasure.carry_out', 'success', '')`,
    );
  });
  for (const by of [record, newId()])
    expect(
      await inSession(world, frAuditor, (tx) => tx.row('select finish_erasure($1, $2) as done', [id, by])),
    ).toEqual({ done: false });
});

it('an erasure that a hold blocks is not finished, by whoever does not listen', async () => {
  const { id, person } = await askedOf('held');
  const record = newId();
  const seen: unknown[] = [];
  const work = async (tx: Tx): Promise<void> => {
    await eraseAll(tx, id, record);
    await tx.run('select set_hold($1, $2, $3, null, null, $4)', [newId(), 'person', person, 'Proceedings']);
    seen.push(await tx.row('select cardinality(own_holds) as holds from erase_some($1, $2, 10)', [id, record]));
    seen.push(await tx.row('select finish_erasure($1, $2) as done', [id, record]));
    throw new Error('back');
  };
  await expect(inSession(world, frAuditor, work)).rejects.toThrow('back');
  expect(seen).toEqual([{ holds: 1 }, { done: false }]);
});

it.each([
  ['a body', 'update access_body set address = null'],
  ['a body’s salts', `update access_body set salts = '{}'`],
  ['a body away', `delete from access_body`],
  ['a line', 'delete from access_line'],
  ['a mark of the sweep', 'delete from sweep_mark'],
  ['fields, by name', `select erase_fields('{}', '${nobody}')`],
  ['fields of a person', `select fields_of_person('${nobody}', '${nobody}')`],
])('the server’s role does not change %s', async (_name, statement) => {
  expect(await tries(world, frAuditor, statement)).toMatchObject(lockedOut);
});

it.each([
  ['an erasure, for somebody who is there', () => world.nl.coordinator, () => world.nl.secondCoordinator.id],
  ['an erasure, for another agency’s person', () => world.nl.coordinator, () => gone.id],
  ['an erasure, as an auditor', () => frAuditor, () => gone.id],
])('nobody asks %s', async (_name, who, person) => {
  const values = [newId(), who().agency.id, person(), who().id];
  const text = `insert into erasure (id, agency, person, basis, asked_by, asked_at) values ($1, $2, $3, 'order', $4, app_now())`;
  expect(await tries(world, who(), text, values)).toMatchObject(lockedOut);
});

it('an erasure is marked as done by nothing but what does it', async () => {
  const done = `update erasure set state = 'done', settled_by = me()`;
  expect(await tries(world, frAuditor, done)).toMatchObject({ code: expect.stringMatching(/42501|23514/) as string });
});

it.each([
  ['an auditor', () => frAuditor],
  ['another agency’s coordinator', () => world.nl.coordinator],
])('%s sets no period of FR’s', async (_name, who) => {
  const values = [world.fr.id, who().id];
  expect(
    await tries(world, who(), `insert into retention values ($1, 'consultation', 400, $2, app_now())`, values),
  ).toMatchObject(lockedOut);
});

it('a coordinator sets no period, and asks nothing, at another time than now', async () => {
  const who = world.fr.coordinator;
  const period = `insert into retention values ($1, 'consultation', 400, $2, app_now() - interval '40 days')`;
  expect(await tries(world, who, period, [world.fr.id, who.id])).toMatchObject(lockedOut);
  const other = await world.fr.person('other');
  ok(await as(who).patch(`/agency/people/${other.id}`, { active: false }));
  const asked = `insert into erasure (id, agency, person, basis, asked_by, asked_at)
    values ($1, $2, $3, 'order', $4, app_now() + interval '1 day')`;
  expect(await tries(world, who, asked, [newId(), world.fr.id, other.id, who.id])).toMatchObject(lockedOut);
});

it('a coordinator sets no period by a server whose clock is behind the database’s', async () => {
  const behind = { code: '23505', constraint: 'clock_behind' };
  const who = world.fr.coordinator;
  await databaseSays(world.server.database, `app_now() + interval '2 hours'`);
  try {
    const period = `insert into retention values ($1, 'consultation', 400, $2, app_now())`;
    expect(await tries(world, who, period, [world.fr.id, who.id])).toMatchObject(behind);
  } finally {
    await databaseSays(world.server.database, 'app_now()');
  }
});

it('a coordinator who asks does not say who carries it out', async () => {
  const { coordinator } = world.fr;
  const { id: person } = await world.fr.person('chosen');
  ok(await as(coordinator).patch(`/agency/people/${person}`, { active: false }));
  const asked = (more: string, auditors: string) =>
    `insert into erasure (id, agency, person, basis, asked_by, asked_at${more}) values ($1, $2, $3, 'order', $4, app_now()${auditors})`;
  const values = [newId(), world.fr.id, person, coordinator.id];
  expect(
    await tries(world, coordinator, asked(', auditors', `, array['${coordinator.id}'::uuid]`), values),
  ).toMatchObject(lockedOut);
  expect(await tries(world, coordinator, asked('', ''), values)).toBe(1);
  const changed = `update erasure set auditors = '{}' where id = $1`;
  expect(await tries(world, coordinator, changed, [values[0]])).toMatchObject(lockedOut);
  const stored = 'select auditors from erasure where id = $1';
  expect(await rowsOf(world.server.database.adminUrl, stored, [values[0]])).toEqual([{ auditors: [frAuditor.id] }]);
});

it.each([
  ['a coordinator', () => world.fr.coordinator],
  ['a person who has not said what they read the log for', () => gone],
])('%s sets no hold', async (_name, who) => {
  const set = (tx: { row: (text: string, values: unknown[]) => Promise<unknown> }) =>
    tx.row(`select set_hold($1, 'person', $2, null, null, 'x') as set`, [newId(), gone.id]);
  expect(await asIf(world, who(), set)).toEqual({ set: false });
});

const link = "decode('00', 'hex'), $2, app_now(), app_now() + interval '1 day', null";
it.each([
  ['active again', 'update person set active = true where id = $1 and $2::uuid is not null'],
  ['a way to sign in', `insert into credential select $1, 'back@fr', null, app_now() where $2::uuid is not null`],
  ['a duty', `insert into agency_duty select $1, 'auditor', app_now() where $2::uuid is not null`],
  ['oversight', `insert into installation_duty select $1, 'oversight', app_now() where $2::uuid is not null`],
  [
    'a membership',
    `insert into member (id, operation, person, agency, role, deputy, from_at) values (gen_random_uuid(), $2, $1, $2, 'investigator', false, app_now())`,
  ],
  ['a link', `insert into set_password_link values (gen_random_uuid(), $1, ${link})`],
])('nobody erased is made, or given, %s', async (_name, statement) => {
  const { id, person } = await askedOf(`left.${newId().slice(-12)}`);
  ok(await as(frAuditor).post(`/agency/erasures/${id}/carry-out`));
  const { coordinator } = world.fr;
  const refused = { code: '23505', constraint: 'person_erased' };
  expect(await tries(world, coordinator, statement, [person, coordinator.id])).toMatchObject(refused);
});

it('nobody begins as erased', async () => {
  const born = `insert into person (id, agency, name, handle, active, erased)
    values (gen_random_uuid(), $1, 'Never', 'never.there', false, true)`;
  expect(await tries(world, world.fr.coordinator, born, [world.fr.id])).toMatchObject({ code: '42501' });
});

it('nobody erased is active, whatever the operator does', async () => {
  const { id, person } = await askedOf('gone.for.good');
  ok(await as(frAuditor).post(`/agency/erasures/${id}/carry-out`));
  const back = `set session_replication_role = replica; update person set active = true where id = '${person}'`;
  await expect(asOperator({ world }, back)).rejects.toMatchObject({ code: '23514', constraint: 'person_erased' });
});
