import type { Id, Page, Problem, ReleaseRequestView } from '@liaison/contracts';
import { Desk } from '../kit/desk.js';
import { recordsOf } from '../kit/log.js';
import { askRelease, latestRequest } from '../kit/releases.js';
import { grid, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Registry;
beforeEach(async () => {
  world = await registry();
}, 60_000);
afterEach(() => world.close());

const ask = async (person: Person, reference: string, compartment: Id): Promise<void> => {
  ok(await askRelease(world, person, reference, compartment));
};
const latest = (person: Person) => latestRequest(world, person);
const answer = (person: Person, { id }: ReleaseRequestView, input: object = {}) =>
  as(person).post<ReleaseRequestView & Problem>(`/releases/${id}/answer`, { state: 'granted', ...input });
const sees = async (person: Person, ref: string): Promise<boolean> =>
  (await grid(world, person)).items.some((share) => share.ref === ref);

it('goes to the audience that the coordinator saw: one that has grown is named, and nothing is given', async () => {
  const { coordinator } = world.fr;
  const dataset = await registered(world, world.luc);
  await shared(world, world.luc, dataset, world.nlFr);
  const { ref } = ok(await viewed(world.ana, dataset));
  await ask(world.ana, ref, world.all);
  const before = await latest(coordinator);
  await world.operation.join(world.se);
  const sven = await world.operation.member(world.se, 'sven.berg');
  for (const input of [{}, { audience: before.audience }]) {
    const refused = await answer(coordinator, before, input);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ reason: 'audience_changed', extra: { added: [{ agency: world.se.id }] } });
  }
  expect(await sees(sven, ref)).toBe(false);

  const now = await latest(coordinator);
  expect(now.audience).toEqual([world.nl.id, world.fr.id, world.de.id, world.se.id].sort());
  const records = await recordsOf({ world }, async () =>
    ok(await answer(coordinator, now, { audience: now.audience })),
  );
  expect(records.find((record) => record.act === 'release.answer')?.recipients).toContain(world.se.id);
  expect((await latest(world.ana)).audience).toContain(world.se.id);
  expect(await sees(sven, ref)).toBe(true);
});

it('is answered by who decides on the dataset now, also when it was asked of who did before', async () => {
  const dataset = await registered(world, world.lead, { origin: world.fr.id });
  const { ref } = ok(await viewed(world.lead, dataset));
  await ask(world.dora, ref, world.all);
  const asked = await latest(world.nl.coordinator);
  await shared(world, world.lead, dataset, world.nlFr);
  expect((await answer(world.nl.coordinator, asked)).status).toBe(404);
  expect(await sees(world.dora, ref)).toBe(false);
  ok(await answer(world.fr.coordinator, await latest(world.fr.coordinator)));
  expect(await sees(world.dora, ref)).toBe(true);
});

it('that brings the dataset to its originator is taken back by that one from then on', async () => {
  const dataset = await registered(world, world.lead, { origin: world.fr.id });
  const { ref } = ok(await viewed(world.lead, dataset));
  await ask(world.dora, ref, world.all);
  const granted = ok(await answer(world.nl.coordinator, await latest(world.nl.coordinator)));
  expect(granted).toMatchObject({ state: 'granted', actions: { 'release.take_back': { allowed: false } } });
  expect((await as(world.nl.coordinator).post(`/releases/${granted.id}/take-back`)).status).toBe(404);
  ok(await as(world.fr.coordinator).post(`/releases/${granted.id}/take-back`));
  expect(await viewed(world.dora, dataset)).toMatchObject({ status: 404 });
});

it('is told no more to who asked and has been removed', async () => {
  const stream = `person:${world.dora.id}` as const;
  const desk = await new Desk(world.dora.browser, world.server).connect();
  await desk.ask('hello', { streams: [{ stream, epoch: null, position: 0 }] });
  const { ref } = ok(await viewed(world.ana, await registered(world, world.ana)));
  await ask(world.dora, ref, world.all);
  const told = (): number =>
    desk.frames.flatMap((frame) => frame.events).filter((event) => event.kind === 'release.changed').length;
  await desk.until(() => told() === 1);
  await world.operation.remove(world.de, world.dora);
  ok(await answer(world.nl.coordinator, await latest(world.nl.coordinator), { state: 'refused' }));
  // What comes after it on the same stream has passed it.
  ok(await world.operation.nominate(world.de, world.dora));
  await desk.until(() => desk.frames.some((frame) => frame.events.some((event) => event.kind === 'membership.gained')));
  expect(told()).toBe(1);
  desk.leave();
});

it('is one of fifty of a person that may wait at once: the next waits until one is over', async () => {
  const path = `${world.operation.path}/releases`;
  const asked = { compartment: world.all, reason: 'same series' };
  for (let n = 10; n < 60; n += 1) ok(await as(world.dora).post(path, { ...asked, reference: `VIDTF-00${n}` }));
  const more = () => as(world.dora).post<Problem>(path, { ...asked, reference: 'VIDTF-0099' });
  expect((await more()).body).toMatchObject({ status: 409, reason: 'open_requests' });
  ok(await as(world.luc).post(path, { ...asked, reference: 'VIDTF-0099' }));
  ok(await as(world.dora).post(`/releases/${(await latest(world.dora)).id}/withdraw`));
  expect((await more()).status).toBe(202);
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Page<ReleaseRequestView> = ok(await as(world.dora).get(`${path}?limit=20${next && `&next=${next}`}`));
    seen.push(...page.items.map(({ id }) => id));
    next = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([51, 51]);
  expect(seen[0]).toBe((await latest(world.dora)).id);
}, 30_000);

it('is one of fifty also when many are asked for at once', async () => {
  const asks = Array.from({ length: 56 }, (_, n) =>
    as(world.dora).post(`${world.operation.path}/releases`, {
      reference: `VIDTF-00${n + 10}`,
      compartment: world.all,
      reason: 'same series',
    }),
  );
  const taken = (await Promise.all(asks)).filter(({ status }) => status === 202);
  expect(taken).toHaveLength(50);
});
