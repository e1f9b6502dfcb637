import { Client } from 'pg';
import { Expiries } from '../../apps/server/src/operations/expiries.js';
import { room, type Room } from '../kit/operation.js';
import { ok, signInAgain, type Person } from '../kit/world.js';

let world: Room;

beforeEach(async () => {
  world = await room();
});
afterEach(() => world.close());

async function rows<T extends object>(text: string, values: readonly unknown[]): Promise<T[]> {
  const client = new Client({ connectionString: world.server.database.adminUrl });
  await client.connect();
  const found = await client.query<T>(text, [...values]);
  await client.end();
  return found.rows;
}
const kindsAbout = async (person: Person): Promise<string[]> =>
  (
    await rows<{ kind: string }>("select kind from event where refs ->> 'person' = $1 order by compartment, seq", [
      person.id,
    ])
  ).map(({ kind }) => kind);
const sweep = (): Promise<void> => world.server.app.get(Expiries, { strict: false }).run();

it('an end date that has passed is written down once, in every compartment of the agency', async () => {
  const marie = await world.fr.person('marie.durand');
  ok(await world.operation.nominate(world.fr, marie, 'analyst', '2025-09-16'));
  await sweep();
  expect(await kindsAbout(marie)).toEqual(['member.joined', 'member.joined']);
  world.clock.stepDays(2);
  await sweep();
  await sweep();
  expect((await kindsAbout(marie)).sort()).toEqual([
    'member.expired',
    'member.expired',
    'member.joined',
    'member.joined',
  ]);
  const told = await rows<{ kind: string }>('select kind from person_event where person = $1 order by seq', [marie.id]);
  expect(told.map(({ kind }) => kind)).toEqual(['membership.gained', 'membership.lost']);
});

it('an observer is out on the day after its last, and leaves the compartments it was named in', async () => {
  const be = await world.agency('BE');
  await world.operation.join(be, 'observer', '2025-09-16');
  const mia = await be.person('mia.peeters');
  ok(await world.operation.nominate(be, mia, 'observer'));
  const shared = await world.operation.compartment(world.operation.lead, { agencies: [be] });
  expect((await world.operation.view(mia)).compartments.map(({ id }) => id)).toEqual([shared.id]);
  world.clock.stepDays(2);
  for (const person of [mia, world.ana]) await signInAgain(person);
  expect((await mia.browser.get(world.operation.path)).status).toBe(404);
  await sweep();
  const left = (await world.operation.view(world.ana)).compartments.find(({ id }) => id === shared.id);
  expect(left?.agencies).toEqual([world.nl.id]);
});

it('several sweeps at the same moment are one', async () => {
  const marie = await world.fr.person('marie.durand');
  ok(await world.operation.nominate(world.fr, marie, 'analyst', '2025-09-15'));
  world.clock.stepDays(1);
  await Promise.all([sweep(), sweep(), sweep()]);
  expect((await kindsAbout(marie)).filter((kind) => kind === 'member.expired')).toHaveLength(2);
});
