import type { Id, SearchAnswer } from '@liaison/contracts';
import { lowestMarking } from '@liaison/domain';
import { Desk } from '../kit/desk.js';
import { ground, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, signInAgain, type Person } from '../kit/world.js';

let world: Registry;
let ana: Desk;

beforeAll(async () => {
  world = await registry();
  ana = await new Desk(world.ana.browser, world.server).connect();
  await ana.follow(world.nlFr);
});
afterAll(async () => {
  ana.leave();
  await world.close();
});

const search = (person: Person, query: Record<string, string>) =>
  as(person).get<SearchAnswer>(`/search?${new URLSearchParams(query).toString()}`);
const found = async (person: Person, query: Record<string, string>): Promise<SearchAnswer['hits']> =>
  ok(await search(person, { ground, ...query })).hits;
const ids = async (person: Person, query: Record<string, string>): Promise<Id[]> =>
  (await found(person, query)).map(({ id }) => id);

describe('a search', () => {
  it('shows no word before a ground is stated, asks once a session, and records it', async () => {
    const thread = await startThread(ana, world.nlFr, 'Words');
    await said(ana, world.nlFr, thread, 'wombat in the first sentence');
    await signInAgain(world.luc);
    const queries: Record<string, string>[] = [{ q: 'wombat' }, { compartment: world.nlFr }];
    for (const query of queries) {
      const refused = await search(world.luc, query);
      expect([refused.status, refused.text.includes('wombat in')]).toEqual([409, false]);
      expect(refused.body).toMatchObject({ reason: 'ground_required', extra: { freeText: false } });
    }
    expect((await search(world.luc, { q: 'wombat', ground: 'because' })).status).toBe(400);
    expect((await found(world.luc, { q: 'wombat' }))[0]?.excerpt).toContain('wombat');
    expect((await search(world.luc, { q: 'wombat' })).status).toBe(200);
  });

  it('does not find by its words what is opened one by one', async () => {
    const thread = await startThread(ana, world.nlFr, 'Alone');
    const h2 = { ...lowestMarking, tlp: 'AMBER' as const, pap: 'AMBER' as const, handling: ['H0', 'H2'] as const };
    const marked = made(await said(ana, world.nlFr, thread, 'numbat one', { marking: h2 }));
    const folded = made(await said(ana, world.nlFr, thread, 'numbat two', { contentNote: 'injuries' }));
    expect(await ids(world.luc, { q: 'numbat' })).toEqual([]);
    const listed = await found(world.luc, { compartment: world.nlFr });
    for (const id of [marked, folded]) expect(listed.find((hit) => hit.id === id)).toMatchObject({ excerpt: null });
  });

  it('finds a dataset by digest, external reference and series, for those who may see it', async () => {
    const md5 = '1400cac235aa9b86e28b255c86e262e8';
    const dataset = await registered(world, world.ana, {
      series: 'RO-S248',
      aliases: [{ scheme: 'file', value: 'NL/VID/2025/0012', open: true }],
      digests: [md5],
    });
    await shared(world, world.ana, dataset, world.nlFr);
    for (const q of [md5.toUpperCase(), 'nl/vid/2025/0012', 'ro-s248']) {
      expect(await ids(world.luc, { q })).toContain(dataset);
      expect(await ids(world.dora, { q })).not.toContain(dataset);
    }
  });

  it('for a dataset finds the thread about it', async () => {
    const dataset = await registered(world, world.ana);
    await shared(world, world.ana, dataset, world.nlFr);
    const thread = made(await ana.command(world.nlFr, 'thread.start', { title: 'Of its own', dataset }));
    expect(await ids(world.luc, { dataset })).toContain(thread);
    expect(await ids(world.dora, { dataset })).toEqual([]);
  });

  it('does not cut a reference in an excerpt', async () => {
    const dataset = await registered(world, world.ana);
    await shared(world, world.ana, dataset, world.nlFr);
    const { ref } = ok(await viewed(world.ana, dataset));
    const thread = await startThread(ana, world.nlFr, 'References');
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ');
    await said(ana, world.nlFr, thread, `${words} quokka fits ${ref} ${words}`);
    await said(ana, world.nlFr, thread, `bandicoot fits what I see in ${ref}`);
    for (const q of ['quokka', 'bandicoot']) expect((await found(world.luc, { q }))[0]?.excerpt).toContain(ref);
  });
});
