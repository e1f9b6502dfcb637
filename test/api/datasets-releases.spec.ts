import type { Id, ReleaseRequestView } from '@liaison/contracts';
import { reason } from '../kit/browser.js';
import { Desk } from '../kit/desk.js';
import {
  command,
  grid,
  made,
  registered,
  registry,
  sharedWithAll,
  shareIn,
  viewed,
  type Registry,
} from '../kit/registry.js';
import { askRelease, latestRequest, requestsOf } from '../kit/releases.js';
import { as, nobody, ok, type Person } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

describe('a release request', () => {
  const ask = (person: Person, reference: string, compartment: Id) => askRelease(world, person, reference, compartment);
  const list = (person: Person) => requestsOf(world, person);
  const latest = (person: Person) => latestRequest(world, person);

  it('answers the same bytes whether the reference exists or not, then and later', async () => {
    const dataset = await registered(world, world.ana);
    const { ref } = ok(await viewed(world.ana, dataset));
    const met = await ask(world.dora, ref, world.all);
    const unmet = await ask(world.dora, `${ref.split('-')[0]}-0000`, world.all);
    expect(met.status).toBe(202);
    expect(unmet.text).toBe(met.text);
    const [b, a] = await list(world.dora);
    const plain = (one: ReleaseRequestView | undefined): object => ({ ...one, id: '', ref: '' });
    expect(plain(a)).toEqual(plain(b));
    expect(a).toMatchObject({ dataset: null, state: 'requested' });
    expect((await list(world.nl.coordinator)).map((one) => one.ref)).toContain(ref);
    expect((await list(world.luc)).map((one) => one.ref)).toEqual([]);
  });

  it('is answered by a coordinator of the owner; granting is a share made there, and can be taken back', async () => {
    const dataset = await registered(world, world.ana);
    const { ref } = ok(await viewed(world.ana, dataset));
    const home = await world.home(world.dora);
    ok(await ask(world.dora, ref, home));
    const request = await latest(world.nl.coordinator);
    expect(request).toMatchObject({ ref, dataset, audience: [world.de.id], askedBy: world.dora.id });
    expect(request.actions['release.answer'].allowed).toBe(true);
    const path = `/releases/${request.id}`;
    expect((await as(world.fr.coordinator).post(`${path}/answer`, { state: 'refused' })).text).toBe(
      (await as(world.fr.coordinator).post(`/releases/${nobody}/answer`, { state: 'refused' })).text,
    );
    expect((await as(world.dora).post(`${path}/answer`, { state: 'granted' })).status).toBe(403);
    expect((await as(world.nl.coordinator).post(`${path}/answer`, { state: 'granted_with_conditions' })).status).toBe(
      400,
    );
    const conditions = 'Not beyond your agency.';
    ok(await as(world.nl.coordinator).post(`${path}/answer`, { state: 'granted_with_conditions', conditions }));
    const granted = await latest(world.dora);
    expect(granted).toMatchObject({
      state: 'granted_with_conditions',
      conditions,
      dataset,
      answeredBy: world.nl.coordinator.id,
    });
    expect(granted.steps.map((step) => [step.state, step.by])).toEqual([
      ['requested', world.dora.id],
      ['granted_with_conditions', world.nl.coordinator.id],
    ]);
    // The coordinator has no seat in the operation: the asker learns their name all the same.
    expect(granted.people.map((one) => [one.id, one.name]).sort()).toEqual(
      [world.dora, world.nl.coordinator].map(({ id, name }) => [id, name]).sort(),
    );
    expect((await latest(world.nl.coordinator)).people).toEqual(granted.people);
    expect((await shareIn(world.dora, dataset, home)).status).toBe('received');
    expect((await viewed(world.luc, dataset)).status).toBe(404);
    expect((await as(world.nl.coordinator).post(`${path}/answer`, { state: 'refused' })).status).toBe(403);
    ok(await as(world.nl.coordinator).post(`${path}/take-back`));
    expect((await viewed(world.dora, dataset)).status).toBe(404);
    const seen = (await grid(world, world.dora, `?compartment=${home}&limit=500`)).items.find(
      (one) => one.dataset === dataset,
    );
    expect(seen?.withdrawnBy).toBe(world.nl.id);
  });

  it('is withdrawn by who asked, and then open no more', async () => {
    const { ref } = await sharedWithAll(world);
    ok(await ask(world.luc, ref, world.nlFr));
    const request = await latest(world.luc);
    expect((await as(world.dora).post(`/releases/${request.id}/withdraw`)).status).toBe(404);
    ok(await as(world.luc).post(`/releases/${request.id}/withdraw`));
    expect((await as(world.nl.coordinator).post(`/releases/${request.id}/answer`, { state: 'granted' })).status).toBe(
      403,
    );
  });

  it('is asked for one of the asker’s own compartments', async () => {
    const { ref } = await sharedWithAll(world);
    const foreign = await ask(world.dora, ref, world.nlFr);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await ask(world.dora, ref, nobody)).text);
    expect((await ask(world.dora, 'what is this', world.all)).status).toBe(400);
  });

  it('does not let through what a marking forbids', async () => {
    const dataset = await registered(world, world.ana);
    const { ref, marking } = ok(await viewed(world.ana, dataset));
    await world.operation.join(world.se, 'observer', '2025-12-31');
    const observed = (await world.operation.compartment(world.lead, { agencies: [world.nl, world.de, world.se] })).id;
    const home = await world.home(world.ana);
    const strict = { ...marking, tlp: 'AMBER+STRICT' } as const;
    await made(command(world, world.ana, home, 'dataset.edit', { dataset, version: 1, marking: strict }));
    ok(await ask(world.dora, ref, observed));
    const { id } = await latest(world.nl.coordinator);
    const answer = await as(world.nl.coordinator).post(`/releases/${id}/answer`, { state: 'granted' });
    expect(reason(answer)).toBe('marking');
    expect((await viewed(world.dora, dataset)).status).toBe(404);
  });
});

describe('a person’s own stream', () => {
  const listening = async (person: Person): Promise<Desk> => {
    const desk = await new Desk(person.browser, world.server).connect();
    const stream = `person:${person.id}` as const;
    await desk.ask('hello', { streams: [{ stream, epoch: null, position: 0 }] });
    return desk;
  };
  const heard = (desk: Desk, kind: string): boolean =>
    desk.frames.some((frame) => frame.events.some((event) => event.kind === kind));

  it('tells of a task, and both sides of a release request', async () => {
    const desks = {
      dora: await listening(world.dora),
      luc: await listening(world.luc),
      owner: await listening(world.nl.coordinator),
    };
    const { dataset, share } = await sharedWithAll(world);
    const version = (await shareIn(world.lead, dataset, world.all)).version;
    await made(command(world, world.lead, world.all, 'share.assign', { share, version, person: world.dora.id }));
    await desks.dora.until(() => heard(desks.dora, 'task.assigned'));
    const { ref } = ok(await viewed(world.ana, await registered(world, world.ana)));
    const ask = { reference: ref, compartment: world.nlFr, reason: 'same series' };
    ok(await as(world.luc).post(`${world.operation.path}/releases`, ask));
    await desks.owner.until(() => heard(desks.owner, 'release.changed'));
    await desks.luc.until(() => heard(desks.luc, 'release.changed'));
    expect(heard(desks.dora, 'release.changed')).toBe(false);
    for (const desk of Object.values(desks)) desk.leave();
  });
});
