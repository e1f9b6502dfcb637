import type { Id, Page, ThreadHeader } from '@liaison/contracts';
import { reason } from '../kit/browser.js';
import { Desk } from '../kit/desk.js';
import {
  command,
  grid,
  made,
  registered,
  registry,
  shared,
  sharedWithAll,
  shareIn,
  viewed,
  type Registry,
} from '../kit/registry.js';
import { as, nobody, ok, type Person } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

describe('withdrawing a share', () => {
  it('leaves its audience who withdrew it, and no more', async () => {
    const { dataset, share, ref } = await sharedWithAll(world);
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
    const { dataset, share, ref } = await sharedWithAll(world);
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
    const { dataset, share } = await sharedWithAll(world);
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

describe('an edit', () => {
  const listening = async (person: Person, compartment: Id): Promise<Desk> => {
    const desk = await new Desk(person.browser, world.server).connect();
    await desk.follow(compartment);
    return desk;
  };
  const edits = (desk: Desk) =>
    desk.frames.flatMap((frame) => frame.events).filter((event) => event.kind === 'dataset.edited');

  it('reaches every audience in its own stream, also one that its editor is not in', async () => {
    const { dataset, ref } = await sharedWithAll(world);
    const theirs = await world.home(world.dora);
    const ask = { reference: ref, compartment: theirs, reason: 'same series' };
    ok(await as(world.dora).post(`${world.operation.path}/releases`, ask));
    const [request] = ok(
      await as(world.nl.coordinator).get<Page<{ id: Id }>>(`${world.operation.path}/releases`),
    ).items;
    ok(await as(world.nl.coordinator).post(`/releases/${request?.id ?? ''}/answer`, { state: 'granted' }));
    const desks = [await listening(world.luc, world.all), await listening(world.dora, theirs)] as const;
    await made(
      command(world, world.ana, await world.home(world.ana), 'dataset.edit', { dataset, version: 1, images: 7 }),
    );
    for (const desk of desks) await desk.until(() => edits(desk).length > 0);
    expect(edits(desks[0])).toMatchObject([{ author: world.ana.id, refs: { dataset, version: 2 } }]);
    // Who edited is no name in an audience that does not know them.
    expect(edits(desks[1])).toMatchObject([{ author: null, refs: { dataset, version: 2 } }]);
    for (const desk of desks) desk.leave();
  });
});

describe('who sees a dataset', () => {
  it('counts an agency that is only invited once it has accepted', async () => {
    const { dataset } = await sharedWithAll(world);
    const agencies = async (): Promise<number | undefined> =>
      ok(await viewed(world.luc, dataset)).seenBy.find((one) => one.compartment === world.all)?.agencies.length;
    ok(await world.operation.invite(world.se));
    expect(await agencies()).toBe(3);
    ok(await world.operation.accept(world.se));
    expect(await agencies()).toBe(4);
  });
});
