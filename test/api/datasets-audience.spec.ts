import type { DatasetView, Id, Problem, ReleaseRequestView, ThreadHeader } from '@liaison/contracts';
import { command, grid, made, registered, registry, shared, shareIn, viewed, type Registry } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

const nobody = '0199502e-1111-7222-8333-444455556666';
let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

const reason = (answer: { readonly body: unknown }): string | undefined => (answer.body as Problem).reason;

/** A dataset of NL that all participants have, with the share's id. */
async function sharedWithAll(): Promise<{ dataset: Id; share: Id; ref: string }> {
  const dataset = await registered(world, world.ana);
  const share = await shared(world, world.ana, dataset, world.all);
  return { dataset, share, ref: ok(await viewed(world.ana, dataset)).ref };
}

describe('withdrawing a share', () => {
  it('leaves its audience who withdrew it, and no more', async () => {
    const { dataset, share, ref } = await sharedWithAll();
    await made(command(world, world.luc, world.all, 'share.claim', { share, version: 1 }));
    const judged = { share, kind: 'likely_country', country: 'RO', likelihood: 'likely', confidence: 'low' } as const;
    await made(command(world, world.luc, world.all, 'assessment.record', judged));
    expect(reason(await command(world, world.luc, world.all, 'share.withdraw', { share }))).toBe(
      'share.withdraw#no-rule',
    );
    await made(command(world, world.ana, world.all, 'share.withdraw', { share }));
    const seen = (await grid(world, world.luc, '?limit=500')).items.find((one) => one.id === share);
    expect(Object.keys(seen ?? {}).sort()).toEqual([
      'compartment',
      'dataset',
      'id',
      'operation',
      'ref',
      'version',
      'withdrawnBy',
    ]);
    expect(seen).toMatchObject({ ref, withdrawnBy: world.nl.id, version: 3 });
    const gone = await viewed(world.luc, dataset);
    expect(gone.text).toBe((await viewed(world.luc, nobody)).text);
    for (const [kind, input] of [
      ['share.claim', { share, version: 3 }],
      ['share.set_status', { share, version: 3, status: 'closed' }],
      ['assessment.record', judged],
    ] as const)
      expect(reason(await command(world, world.luc, world.all, kind, input))).toBe(`${kind}#withdrawn`);
    const view = ok(await viewed(world.ana, dataset));
    expect(view.shares.map((one) => [one.compartment, one.withdrawnBy])).toEqual([
      [await world.home(world.ana), null],
      [world.all, world.nl.id],
    ]);
  });

  it('freezes the threads about it there, and gives the originator the messages that link it', async () => {
    const { dataset, share, ref } = await sharedWithAll();
    const thread = await made(command(world, world.luc, world.all, 'thread.start', { title: 'About it', dataset }));
    const post = { thread, text: `see ${ref}`, language: 'en' };
    const message = await made(command(world, world.luc, world.all, 'message.post', post));
    await made(command(world, world.ana, world.all, 'share.withdraw', { share }));
    expect(reason(await command(world, world.luc, world.all, 'message.post', { ...post, text: 'more' }))).toBe(
      'message.post#frozen',
    );
    const view = ok(await viewed(world.ana, dataset));
    expect(view.messages.map((one) => one.id)).toEqual([message]);
    expect(view.threads.map((one: ThreadHeader) => [one.id, one.frozenBy])).toEqual([[thread, world.nl.id]]);
  });

  it('is undone by sharing again: the same row goes on, and its threads thaw', async () => {
    const { dataset, share } = await sharedWithAll();
    const thread = await made(command(world, world.luc, world.all, 'thread.start', { title: 'About it', dataset }));
    await made(command(world, world.ana, world.all, 'share.withdraw', { share }));
    expect(await shared(world, world.ana, dataset, world.all)).toBe(share);
    expect((await shareIn(world.luc, dataset, world.all)).version).toBe(3);
    await made(command(world, world.luc, world.all, 'message.post', { thread, text: 'on we go', language: 'en' }));
    expect(reason(await command(world, world.ana, world.all, 'dataset.share', { dataset }))).toBe('share');
  });

  it('never takes a dataset from its own home', async () => {
    const dataset = await registered(world, world.ana);
    const home = await world.home(world.ana);
    const { id } = await shareIn(world.ana, dataset, home);
    expect(reason(await command(world, world.ana, home, 'share.withdraw', { share: id }))).toBe(
      'share.withdraw#home-stays',
    );
  });

  it('leaves the originator in command of what another agency registered for it', async () => {
    const dataset = await registered(world, world.lead, { origin: world.de.id });
    const share = await shared(world, world.lead, dataset, world.all);
    await made(command(world, world.dora, world.all, 'share.withdraw', { share }));
    expect((await viewed(world.luc, dataset)).status).toBe(404);
    expect(ok(await viewed(world.dora, dataset)).originator).toBe(world.de.id);
    await shared(world, world.dora, dataset, world.all);
    expect((await viewed(world.luc, dataset)).status).toBe(200);
  });
});

describe('a release request', () => {
  const ask = (person: Person, reference: string, compartment: Id) =>
    as(person).post(`${world.operation.path}/releases`, { reference, compartment, reason: 'same series as ours' });
  const list = async (person: Person): Promise<ReleaseRequestView[]> =>
    ok(await as(person).get<ReleaseRequestView[]>(`${world.operation.path}/releases`));
  const latest = async (person: Person): Promise<ReleaseRequestView> => {
    const [first] = await list(person);
    if (!first) throw new Error('no request');
    return first;
  };

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
    const { ref } = await sharedWithAll();
    ok(await ask(world.luc, ref, world.nlFr));
    const request = await latest(world.luc);
    expect((await as(world.dora).post(`/releases/${request.id}/withdraw`)).status).toBe(404);
    ok(await as(world.luc).post(`/releases/${request.id}/withdraw`));
    expect((await as(world.nl.coordinator).post(`/releases/${request.id}/answer`, { state: 'granted' })).status).toBe(
      403,
    );
  });

  it('is asked for one of the asker’s own compartments', async () => {
    const { ref } = await sharedWithAll();
    const foreign = await ask(world.dora, ref, world.nlFr);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await ask(world.dora, ref, nobody)).text);
    expect((await ask(world.dora, 'what is this', world.all)).status).toBe(400);
  });

  it('does not let through what a marking forbids', async () => {
    const dataset = await registered(world, world.ana);
    const { ref, marking } = ok(await viewed(world.ana, dataset)) as DatasetView;
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
