import type { DatasetView, InboxItem, MessagePage, Problem } from '@liaison/contracts';
import { Admissions } from '../../apps/server/src/operations/admissions.js';
import { Desk } from '../kit/desk.js';
import { command, grid, ground, made, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { as, ok, signInAgain, type Agency, type Person } from '../kit/world.js';

let world: Registry;
let dk: Agency;
let nora: Person;
let nlDataset: string;
let deDataset: string;
let thread: string;

/** NL, FR and DE work; then DK joins, with an investigator of its own. */
beforeEach(async () => {
  world = await registry();
  await world.operation.enter('active');
  nlDataset = await registered(world, world.ana);
  deDataset = await registered(world, world.dora);
  await shared(world, world.ana, nlDataset, world.all);
  await shared(world, world.dora, deDataset, world.all);
  const message = { text: 'Said before DK came', language: 'en' };
  thread = await made(
    command(world, world.dora, world.all, 'thread.start', { title: 'On it', dataset: deDataset, message }),
  );
  dk = await world.agency('DK');
  await world.operation.join(dk);
  nora = await world.operation.member(dk, 'nora.holm');
});
afterEach(() => world.close());

const answer = (agency: Agency, withItems: boolean) =>
  as(agency.coordinator).post<Problem>(`${world.operation.path}/admissions/${dk.id}/answer`, { withItems });
const kinds = async (person: Person): Promise<string[]> =>
  (await world.operation.view(person)).compartments.map(({ kind }) => kind);
const datasetsOf = async (person: Person): Promise<(string | undefined)[]> =>
  (await grid(world, person)).items.filter(({ withdrawnBy }) => withdrawnBy === null).map(({ dataset }) => dataset);

it('an agency that accepts after the start reads nothing and learns no name but the lead’s until it is let in', async () => {
  expect(await kinds(nora)).toEqual(['agency']);
  const view = await world.operation.view(nora);
  expect(view.members.map(({ person }) => person.id).sort()).toEqual([world.lead.id, nora.id].sort());
  expect(view.agencies.find(({ agency }) => agency.id === dk.id)?.admissionDueAt).toBe('2025-09-16T08:00:00.000Z');
  expect((await as(nora).get(`/compartments/${world.all}/readers`)).status).toBe(404);
});

it('asks the coordinators of those who are in, in their inbox, until their agency has answered', async () => {
  const asked = async (person: Person): Promise<readonly InboxItem[]> =>
    ok(await as(person).get<readonly InboxItem[]>('/inbox')).filter(({ kind }) => kind === 'admission');
  const question = { operation: world.operation.id, title: 'Agency DK', dueAt: '2025-09-16T08:00:00.000Z' };
  for (const person of [world.nl.coordinator, world.nl.secondCoordinator])
    expect(await asked(person)).toMatchObject([question]);
  for (const person of [world.ana, dk.coordinator, nora]) expect(await asked(person)).toEqual([]);
  ok(await answer(world.nl, true));
  for (const person of [world.nl.coordinator, world.nl.secondCoordinator]) expect(await asked(person)).toEqual([]);
  expect(await asked(world.fr.coordinator)).toMatchObject([question]);
});

it('when all have said yes it sees datasets and threads, and talk from then on only', async () => {
  for (const agency of [world.nl, world.fr]) ok(await answer(agency, true));
  expect(await kinds(nora)).toEqual(['agency']);
  ok(await answer(world.de, true));
  expect(await kinds(nora)).toEqual(['agency', 'all']);
  expect((await datasetsOf(nora)).sort()).toEqual([nlDataset, deDataset].sort());
  const page = `/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`;
  expect(ok(await as(nora).get<MessagePage>(page)).messages).toEqual([]);
  ok(await command(world, world.dora, world.all, 'message.post', { thread, text: 'Welcome', language: 'en' }));
  expect(ok(await as(nora).get<MessagePage>(page)).texts.map(({ text }) => text)).toEqual(['Welcome']);
});

it('"without our items" keeps them, with their threads, among those who were in', async () => {
  ok(await answer(world.de, false));
  for (const agency of [world.nl, world.fr]) ok(await answer(agency, true));
  expect(await datasetsOf(nora)).toEqual([nlDataset]);
  expect((await viewed(nora, deDataset)).status).toBe(404);
  const inside = (await world.operation.view(world.luc)).compartments.find(({ name }) => name === 'DE + FR + NL');
  const view: DatasetView = ok(await viewed(world.luc, deDataset));
  expect(view.shares.filter(({ withdrawnBy }) => withdrawnBy === null).map(({ compartment }) => compartment)).toEqual([
    inside?.id,
  ]);
  const continued = view.threads.find(({ compartment }) => compartment === inside?.id);
  expect(continued).toMatchObject({ title: 'On it', continues: thread, frozenBy: null });
  const frozen = view.threads.find(({ id }) => id === thread);
  expect(frozen?.frozenBy).toBe(world.de.id);
  expect(JSON.stringify(await world.operation.view(nora))).not.toContain(inside?.id);
});

it('"without our items" tells whoever joins nothing: no reference, no title, not that anything was kept', async () => {
  const { ref } = ok(await viewed(world.luc, deDataset));
  const early = await registered(world, world.ana);
  const gone = ok(await viewed(world.ana, early)).ref;
  const share = await shared(world, world.ana, early, world.all);
  await made(command(world, world.luc, world.all, 'thread.start', { title: 'Before DK', dataset: early }));
  await made(command(world, world.ana, world.all, 'share.withdraw', { share }));
  ok(await answer(world.de, false));
  for (const agency of [world.nl, world.fr]) ok(await answer(agency, true));
  const desk = await new Desk(nora.browser, world.server).connect();
  await desk.follow(world.all);
  const first = desk.state(`compartment:${world.all}`).position;
  ok(await command(world, world.luc, world.all, 'thread.start', { title: 'After DK' }));
  await desk.until(() => desk.state(`compartment:${world.all}`).position > first);
  const fill = await desk.ask('fill', { stream: `compartment:${world.all}`, from: 0 });
  const seen = [
    ...desk.heard,
    JSON.stringify([fill, ...desk.streams.values(), ...desk.state(`compartment:${world.all}`).threads.values()]),
    JSON.stringify(await grid(world, nora, '?limit=500')),
    JSON.stringify(await world.operation.view(nora)),
    ...(await Promise.all(
      [
        `/search?q=${ref}`,
        '/search?q=On%20it',
        `${world.operation.path}/datasets/find?q=${ref}`,
        `/datasets/${nlDataset}?ground=${encodeURIComponent(ground)}`,
      ].map(async (path) => (await as(nora).get(path)).text),
    )),
  ].join();
  for (const secret of [ref, deDataset, gone, early, share, thread, 'On it', 'Before DK'])
    expect(seen.includes(secret)).toBe(false);
  expect(seen).toContain('After DK');
  const page = `/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`;
  expect((await as(nora).get(page)).status).toBe(404);
  // Those who were in know who withdrew it.
  expect((await grid(world, world.luc, '?limit=500')).items.find(({ id }) => id === share)?.withdrawnBy).toBe(
    world.nl.id,
  );
  desk.leave();
});

it('silence for 24 hours is "without our items"', async () => {
  ok(await answer(world.nl, true));
  world.clock.stepHours(24);
  for (const person of [nora, world.luc]) await signInAgain(person);
  await world.server.app.get(Admissions, { strict: false }).admitDue();
  expect(await kinds(nora)).toEqual(['agency', 'all']);
  expect(await datasetsOf(nora)).toEqual([nlDataset]);
});

it('is let in when somebody looks, even if no clock has ticked', async () => {
  world.clock.stepHours(24);
  await signInAgain(nora);
  expect(await kinds(nora)).toEqual(['agency', 'all']);
});

it('is answered once, by the coordinators of those already in', async () => {
  expect((await answer(dk, true)).status).toBe(409);
  expect(
    (await as(world.luc).post(`${world.operation.path}/admissions/${dk.id}/answer`, { withItems: true })).status,
  ).toBe(403);
  const outsider = as(world.se.coordinator).post(`${world.operation.path}/admissions/${dk.id}/answer`, {
    withItems: true,
  });
  expect((await outsider).status).toBe(404);
  ok(await answer(world.nl, false));
  expect((await answer(world.nl, true)).body.reason).toBe('answered');
  expect(
    (
      await as(world.nl.coordinator).post(`${world.operation.path}/admissions/${world.fr.id}/answer`, {
        withItems: true,
      })
    ).body,
  ).toMatchObject({
    reason: 'no_admission',
  });
});
