import type { AudienceMatrix, CompartmentView, Problem, ReadersView } from '@liaison/contracts';
import { room, type Room } from '../kit/operation.js';
import { as, nobody, ok, type Agency, type Person } from '../kit/world.js';

let world: Room;
let be: Agency;
let mia: Person;

beforeAll(async () => {
  world = await room();
  be = await world.agency('BE');
  await world.operation.join(be);
  mia = await world.operation.member(be, 'mia.peeters');
});
afterAll(() => world.close());

const names = async (person: Person): Promise<string[]> =>
  (await world.operation.view(person)).compartments.map(({ name }) => name);
const matrixOf = async (person: Person): Promise<AudienceMatrix> =>
  ok(await as(person).get<AudienceMatrix>(`${world.operation.path}/compartments/matrix`));
const open = (person: Person, input: object) =>
  as(person).post<CompartmentView & Problem>(`${world.operation.path}/compartments`, input);

describe('choosing an audience', () => {
  it('opens its compartment once and finds it ever after, in whatever order and by whom', async () => {
    const first = await world.operation.compartment(world.luc, { agencies: [world.fr, be] });
    expect(first).toMatchObject({ kind: 'agencies', name: 'BE + FR', memberVer: 1 });
    const again = await world.operation.compartment(mia, { agencies: [world.fr] });
    expect(again.id).toBe(first.id);
  });

  it('at the same moment opens one compartment', async () => {
    const [a, b] = await Promise.all([
      world.operation.compartment(world.luc, { seats: [mia] }),
      world.operation.compartment(mia, { seats: [world.luc] }),
    ]);
    expect(a.id).toBe(b.id);
  });

  it('of the own agency, or of everybody, finds those that are there', async () => {
    const own = await world.operation.compartment(world.luc, { agencies: [world.fr] });
    expect(own.kind).toBe('agency');
    const all = await world.operation.compartment(world.luc, { agencies: [world.nl, world.fr, be] });
    expect(all.kind).toBe('all');
  });

  it('of named people is another compartment than "these persons only"', async () => {
    const loose = await world.operation.compartment(world.luc, { seats: [world.ana] });
    const fixed = await world.operation.compartment(world.luc, { seats: [world.ana], fixed: true });
    expect(loose.id).not.toBe(fixed.id);
    expect(fixed.seats.map(({ id }) => id).sort()).toEqual([world.ana.id, world.luc.id].sort());
  });

  it('puts the own agency in, and tells everybody in it', async () => {
    const fresh = await world.operation.compartment(world.ana, { agencies: [be] });
    expect(fresh.name).toBe('BE + NL');
    expect(await names(mia)).toContain('BE + NL');
  });

  it.each([
    ['neither agencies nor seats', {}],
    ['both', { agencies: [nobody], seats: [nobody] }],
    ['nobody', { seats: [] }],
    ['the same twice', { agencies: [nobody, nobody] }],
    ['ids that are none', { agencies: ['FR'] }],
    ['an unknown field', { seats: [nobody], secret: true }],
    ['"these persons only" of agencies', { agencies: [nobody], fixed: true }],
  ])('of %s is refused', async (_name, input) => {
    expect((await open(world.luc, input)).status).toBe(400);
  });

  it('of somebody who is not in the operation answers as of nobody', async () => {
    const third = await world.agency('SE');
    expect((await open(world.luc, { agencies: [third.id] })).text).toBe(
      (await open(world.luc, { agencies: [nobody] })).text,
    );
    const stranger = third.coordinator.id;
    expect((await open(world.luc, { seats: [stranger] })).text).toBe((await open(world.luc, { seats: [nobody] })).text);
  });

  it('is for members: a coordinator without a seat is refused, an outsider finds nothing', async () => {
    expect((await open(world.fr.coordinator, { agencies: [be.id] })).status).toBe(403);
    const third = await world.agency('FI');
    expect((await open(third.coordinator, { agencies: [be.id] })).status).toBe(404);
  });

  it('takes a marking that can stand there', async () => {
    const red = { classification: 'UNCLASSIFIED-BPL', tlp: 'RED', pap: 'AMBER', handling: ['H1'], h3Text: null };
    const dora = await world.operation.member(be, 'dora.jansen');
    expect((await open(dora, { agencies: [world.fr.id, world.nl.id], marking: red })).body.kind).toBe('all');
    expect((await open(dora, { seats: [world.luc.id], marking: { ...red, classification: 'R-UE/EU-R' } })).status).toBe(
      400,
    );
    expect((await open(dora, { seats: [world.luc.id], marking: { ...red, handling: ['H3'] } })).status).toBe(400);
    const seats = ok(await open(dora, { seats: [world.luc.id], marking: red }));
    expect(seats.marking).toMatchObject({ tlp: 'RED', handling: ['H0', 'H1'] });
  });
});

describe('a compartment', () => {
  it('does not exist for whoever is not in it, host and lead included: no list, matrix, member or id shows it', async () => {
    const secret = await world.operation.compartment(world.luc, { agencies: [be] });
    const { lead } = world.operation;
    for (const person of [lead, world.ana, world.nl.coordinator]) {
      expect((await matrixOf(person)).compartments.map(({ id }) => id)).not.toContain(secret.id);
      const whole = JSON.stringify([await world.operation.view(person), await matrixOf(person)]);
      expect(whole).not.toContain(secret.id);
      const foreign = await as(person).get(`/compartments/${secret.id}/readers`);
      const random = await as(person).get(`/compartments/${nobody}/readers`);
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(random.text);
    }
    expect(await names(lead)).not.toContain('BE + FR');
  });

  it('is known to a coordinator as a place of the own agency, by kind and own people only', async () => {
    const secret = await world.operation.compartment(world.luc, { seats: [mia] });
    const { compartments, ownAgency } = await matrixOf(world.fr.coordinator);
    expect(compartments).toEqual([]);
    expect(ownAgency.find(({ compartment }) => compartment === secret.id)).toEqual({
      compartment: secret.id,
      kind: 'seats',
      people: [world.luc.id],
    });
    expect(JSON.stringify(ownAgency)).not.toContain(mia.id);
    expect((await matrixOf(world.nl.coordinator)).ownAgency.map(({ compartment }) => compartment)).not.toContain(
      secret.id,
    );
  });

  it('that lost an agency is not found by choosing the three again', async () => {
    const de = await world.agency('DE');
    await world.operation.join(de);
    const three = await world.operation.compartment(world.luc, { agencies: [be, de] });
    ok(await as(world.operation.lead).delete(`${world.operation.path}/participations/${de.id}`));
    const shrunk = (await world.operation.view(world.luc)).compartments.find(({ id }) => id === three.id);
    expect(shrunk).toMatchObject({ name: 'BE + FR', memberVer: 2 });
    await world.operation.join(de);
    const again = await world.operation.compartment(world.luc, { agencies: [be, de] });
    expect(again.id).not.toBe(three.id);
    expect(again.agencies).toHaveLength(3);
  });
});

describe('who could see it on a day', () => {
  it('is told of one’s own compartments, for moments of one’s own window', async () => {
    const { id } = await world.operation.theirs(world.luc, 'all');
    const before = world.clock.now().toISOString();
    world.clock.stepMinutes(1);
    const late = await world.operation.member(world.fr, 'late.comer');
    world.clock.stepMinutes(1);
    const readers = async (at: string): Promise<string[]> =>
      ok(await as(world.luc).get<ReadersView>(`/compartments/${id}/readers?at=${at}`)).readers.map(
        ({ person }) => person.id,
      );
    expect(await readers(before)).not.toContain(late.id);
    expect(await readers(world.clock.now().toISOString())).toContain(late.id);
    await world.operation.remove(world.fr, late);
    world.clock.stepMinutes(1);
    expect(await readers(world.clock.now().toISOString())).not.toContain(late.id);
    for (const at of ['2025-09-14T00:00:00Z', '2030-01-01T00:00:00Z', 'yesterday'])
      expect((await as(world.luc).get(`/compartments/${id}/readers?at=${at}`)).status).toBe(400);
  });
});
