import { newId } from '@liaison/domain';
import { room, type Room } from '../kit/operation.js';
import { asIf, lockedOut as refused, tries as triesIn } from '../kit/second-lock.js';
import type { Person } from '../kit/world.js';

let world: Room;
let secret: string;

beforeAll(async () => {
  world = await room();
  const be = await world.agency('BE');
  await world.operation.join(be);
  await world.operation.member(be, 'mia.peeters');
  secret = (await world.operation.compartment(world.luc, { agencies: [be] })).id;
});
afterAll(() => world.close());

const tries = (person: Person, text: string, values?: readonly unknown[]) => triesIn(world, person, text, values);

describe('without the service’s checks the database alone refuses', () => {
  it('a nomination for another agency', async () => {
    const { id } = world.operation;
    const text = "insert into member values ($1, $2, $3, $4, 'analyst', false, now(), null, null, $5)";
    const values = [newId(), id, world.luc.id, world.fr.id, world.nl.coordinator.id];
    expect(await tries(world.nl.coordinator, text, values)).toMatchObject(refused);
    expect(await tries(world.operation.lead, text, values)).toMatchObject(refused);
  });

  it('a lead of an agency that is not the host', async () => {
    const text = "insert into member values ($1, $2, $3, $4, 'lead', false, now(), null, null, $5)";
    const values = [newId(), world.operation.id, world.luc.id, world.fr.id, world.fr.coordinator.id];
    expect(await tries(world.fr.coordinator, text, values)).toMatchObject(refused);
  });

  it('an answer in another agency’s name, and a comeback that nobody invited to', async () => {
    const text = 'update participation set state = $3 where operation = $1 and agency = $2';
    const as = (person: Person, state: string) => tries(person, text, [world.operation.id, world.fr.id, state]);
    expect(await as(world.operation.lead, 'withdrawn')).toMatchObject(refused);
    expect(await as(world.nl.coordinator, 'withdrawn')).toBe(0);
    expect(await as(world.fr.coordinator, 'invited')).toMatchObject(refused);
  });

  it('being host of an operation that is another agency’s', async () => {
    const text =
      "insert into participation values ($1, $2, 'host', 'accepted', null, null, false, null, now(), now(), null, null)";
    const stranger = (await world.agency('SE')).coordinator;
    expect(await tries(stranger, text, [world.operation.id, stranger.agency.id])).toMatchObject(refused);
  });

  it.each([
    ['a side', 'insert into side values (gen_random_uuid(), $1, $2, null, true, 1, null, null)'],
    [
      'an event of membership',
      "select append_member_event($1, 'member.joined', jsonb_build_object('agency', $2::text))",
    ],
    ['the end of somebody’s sides', "select close_sides($1, $2, null, 'agency.left')"],
    ['what a person holds', 'select move_work($1, $2, null, null)'],
    ['who reads a compartment', 'select count(*) from reading($1) r where r = $2'],
    ['anybody’s windows', 'select count(*) from windows_of($1) w where w.compartment = $2'],
  ])('%s by hand', async (_name, text) => {
    expect(await tries(world.operation.lead, text, [secret, world.nl.id])).toMatchObject(refused);
  });

  it.each([
    ['end_sides', 'select end_sides($1, $2, null)'],
    ['pass_seats', 'select pass_seats($1, $2, $3, $3)'],
    ['pass_work', 'select pass_work($1, $2, $3, $3)'],
    ['tell_member', "select tell_member($1, $2, $3, 'member.joined')"],
    ['accept_side', 'select accept_side($1, $2)'],
    ['ask_admission', 'select ask_admission($1, $2)'],
  ])('%s for another agency', async (_name, text) => {
    const values = [world.operation.id, world.fr.id, ...(text.includes('$3') ? [world.luc.id] : [])];
    for (const person of [world.nl.coordinator, world.operation.lead, world.luc])
      expect([person.handle, await tries(person, text, values)]).toEqual([
        person.handle,
        expect.objectContaining(refused),
      ]);
  });

  it('a compartment of others, among which the opener is not', async () => {
    const text = `select open_compartment($1, $2, 'agencies', $3, $4, '{}', false, 'UNCLASSIFIED-BPL', 'AMBER', 'AMBER', '{H0}', null)`;
    const values = [newId(), world.operation.id, 'agencies:x', [world.fr.id]];
    expect(await tries(world.ana, text, values)).toMatchObject(refused);
  });

  it('a sight of compartments, sides, members’ seats and events of others', async () => {
    for (const person of [world.operation.lead, world.nl.coordinator, world.ana]) {
      const seen = await asIf(world, person, async (tx) => [
        await tx.rows('select 1 from compartment where id = $1', [secret]),
        await tx.rows('select 1 from side where compartment = $1', [secret]),
        await tx.rows('select 1 from event where compartment = $1', [secret]),
        await tx.rows('select * from readers_of($1)', [secret]),
        await tx.rows('select * from readers_at($1, app_now())', [secret]),
      ]);
      expect(seen).toEqual([[], [], [], [], []]);
    }
  });

  it('a change of another agency’s people, credentials, sessions and links', async () => {
    const { luc } = world;
    for (const person of [world.nl.coordinator, world.administrator]) {
      expect(await tries(person, 'update person set active = false where id = $1', [luc.id])).toBe(0);
      expect(await tries(person, 'update credential set password_hash = null where person = $1', [luc.id])).toBe(0);
      expect(await tries(person, 'update session set ended_at = now() where person = $1', [luc.id])).toBe(0);
      const duty = "insert into agency_duty values ($1, 'coordinator', now())";
      expect(await tries(person, duty, [luc.id])).toMatchObject(refused);
      const link = "insert into set_password_link values ($1, $2, '\\x00', $3, now(), now(), null)";
      expect(await tries(person, link, [newId(), luc.id, person.id])).toMatchObject(refused);
    }
  });

  it('founding again, and a new administrator', async () => {
    const found = "select found_installation(true, $1, $1, $1, '\\x00', now(), now())";
    expect(await tries(world.administrator, found, [newId()])).toMatchObject(refused);
    const duty = "insert into installation_duty values ($1, 'administrator', now())";
    expect(await tries(world.nl.coordinator, duty, [world.ana.id])).toMatchObject(refused);
  });
});
