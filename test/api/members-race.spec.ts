import { newId } from '@liaison/domain';
import { UnitOfWork } from '@liaison/persistence';
import { Client } from 'pg';
import { room, type Room } from '../kit/operation.js';
import { command, made } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

const rounds = 5;
let world: Room;
let all: string;
let thread: string;

beforeAll(async () => {
  world = await room();
  all = (await world.operation.theirs(world.ana, 'all')).id;
  thread = await made(command(world, world.ana, all, 'thread.start', { title: 'Busy' }));
});
afterAll(() => world.close());

interface Written {
  readonly kind: string;
  readonly author: string | null;
  readonly refs: { readonly person?: string };
}

async function stream(compartment: string): Promise<Written[]> {
  const client = new Client({ connectionString: world.server.database.adminUrl });
  await client.connect();
  const { rows } = await client.query<Written>(
    'select kind, author, refs from event where compartment = $1 order by seq',
    [compartment],
  );
  await client.end();
  return rows;
}

function post(person: Person, memberVer: number): Promise<{ readonly status: number }> {
  const body = { kind: 'message.post', memberVer, input: { thread, text: 'Still here', language: 'en' } };
  return as(person).send('POST', `/compartments/${all}/commands`, body, { 'Idempotency-Key': newId() });
}

it('whoever is removed while posting has posted before, or not at all (CVE-2024-1949)', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const marie = await world.operation.member(world.fr, `marie.${round}`);
    const { memberVer } = await world.operation.theirs(marie, 'all');
    const { id } = await world.operation.membership(world.fr, marie);
    const posts = Array.from({ length: 6 }, () => post(marie, memberVer));
    const removal = as(world.fr.coordinator).delete(`${world.operation.path}/members/${id}`);
    const answers = [...(await Promise.all(posts)), await removal];
    expect(answers.at(-1)?.status).toBe(204);
    expect((await post(marie, memberVer + 1)).status).toBe(404);
    const events = await stream(all);
    const left = events.findIndex(({ kind, refs }) => kind === 'member.left' && refs.person === marie.id);
    expect(events.slice(left).filter(({ author }) => author === marie.id)).toEqual([]);
  }
}, 30_000);

it('a removal holds for a transaction that began before it, whatever its clock says', async () => {
  const marie = await world.operation.member(world.fr, 'marie.durand');
  const began = world.clock.now();
  world.clock.stepMinutes(5);
  await world.operation.remove(world.fr, marie);
  const seen = await world.server.app.get(UnitOfWork, { strict: false }).quietly(marie.id, async (tx) => {
    await tx.rows("select set_config('app.now', $1, true)", [began.toISOString()]);
    return [await tx.rows('select * from my_compartments()'), await tx.rows('select * from my_seats()')];
  });
  expect(seen).toEqual([[], []]);
});

it('two who open the same audience, accept the same invitation or nominate the same person at once: one does', async () => {
  const be = await world.agency('BE');
  ok(await world.operation.invite(be));
  const path = `${world.operation.path}/participations/${be.id}/answer`;
  const accept = (person: Person) => as(person).post(path, { answer: 'accept', regime: 'eu' });
  const accepted = await Promise.all([accept(be.coordinator), accept(be.secondCoordinator)]);
  expect(accepted.map(({ status }) => status).sort()).toEqual([200, 403]);
  const mia = await be.person('mia.peeters');
  const nominate = (person: Person) =>
    as(person).post(`${world.operation.path}/members`, { person: mia.id, role: 'analyst' });
  const nominated = await Promise.all([nominate(be.coordinator), nominate(be.secondCoordinator)]);
  expect(nominated.map(({ status }) => status).sort()).toEqual([201, 409]);
});

it('nobody becomes auditor and member at once', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const person = await world.nl.person(`anouk.${round}`);
    const answers = await Promise.all([
      as(world.nl.coordinator).post(`${world.operation.path}/members`, { person: person.id, role: 'analyst' }),
      as(world.nl.secondCoordinator).patch(`/agency/people/${person.id}`, { duties: ['auditor'] }),
    ]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
  }
}, 30_000);

it('one command id at once in two compartments stands for one command, the other is a conflict', async () => {
  const own = (await world.operation.theirs(world.ana, 'agency')).id;
  for (let round = 0; round < rounds; round += 1) {
    const commandId = newId();
    const start = (compartment: string) =>
      command(world, world.ana, compartment, 'thread.start', { title: 'Twice' }, { commandId, memberVer: 9 });
    const answers = await Promise.all([start(all), start(own)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  }
});
