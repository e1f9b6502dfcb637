import { Client } from 'pg';
import { room, type Room } from '../kit/operation.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Room;

beforeAll(async () => {
  world = await room();
});
afterAll(() => world.close());

/** What a person's own stream holds: kinds and ids, as the database has them. */
async function told(person: Person): Promise<{ kind: string; refs: Record<string, string> }[]> {
  const client = new Client({ connectionString: world.server.database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ kind: string; refs: Record<string, string> }>(
    'select kind, refs from person_event where person = $1 order by seq',
    [person.id],
  );
  await client.end();
  return rows;
}

it('both coordinators of an invited agency are told, and nobody else', async () => {
  const invited = { kind: 'operation.invited', refs: { operation: world.operation.id } };
  expect(await told(world.fr.coordinator)).toContainEqual(invited);
  expect(await told(world.fr.secondCoordinator)).toContainEqual(invited);
  for (const person of [world.nl.coordinator, world.luc]) expect(await told(person)).not.toContainEqual(invited);
});

it('who becomes a member, gains a compartment, and is taken out, is told each time', async () => {
  const marie = await world.operation.member(world.fr, 'marie.durand');
  const seats = await world.operation.compartment(world.ana, { seats: [marie] });
  await world.operation.remove(world.fr, marie);
  const { id: operation } = world.operation;
  expect(await told(marie)).toEqual([
    { kind: 'membership.gained', refs: { operation } },
    { kind: 'compartment.gained', refs: { operation, compartment: seats.id } },
    { kind: 'membership.lost', refs: { operation } },
  ]);
  const about = (await told(world.luc)).map(({ refs }) => refs.compartment);
  expect(about).not.toContain(seats.id);
});

it('after the start, coordinators of those already in are asked about who accepts', async () => {
  await world.operation.enter('active');
  const be = await world.agency('BE');
  await world.operation.join(be);
  const asked = { kind: 'admission.asked', refs: { operation: world.operation.id, agency: be.id } };
  for (const person of [world.nl.coordinator, world.fr.secondCoordinator])
    expect(await told(person)).toContainEqual(asked);
  for (const person of [be.coordinator, world.luc]) expect(await told(person)).not.toContainEqual(asked);
});

it('members of an agency that is taken out are told', async () => {
  ok(await as(world.operation.lead).delete(`${world.operation.path}/participations/${world.fr.id}`));
  expect(await told(world.luc)).toContainEqual({ kind: 'membership.lost', refs: { operation: world.operation.id } });
});
