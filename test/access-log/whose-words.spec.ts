import type { AccessRecordView, Id, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { Desk } from '../kit/desk.js';
import { recordsOf, type Recorded } from '../kit/log.js';
import { command, ground, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { bootServer } from '../kit/server.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

const stated = `ground=${encodeURIComponent(ground)}`;
let world: Registry;
let ana: Desk;
let luc: Desk;
let dora: Desk;
let nlAuditor: Person;
let frAuditor: Person;

beforeAll(async () => {
  world = await registry();
  ana = await deskOf(world.ana, world.nlFr, world.all);
  luc = await deskOf(world.luc, world.nlFr);
  dora = await deskOf(world.dora, world.all);
  nlAuditor = await world.nl.person('aud.itor', 'auditor');
  frAuditor = await world.fr.person('aud.itor', 'auditor');
});
afterAll(async () => {
  for (const desk of [ana, luc, dora]) desk.leave();
  await world.close();
});

async function deskOf(person: Person, ...streams: readonly Id[]): Promise<Desk> {
  const desk = await new Desk(person.browser, world.server).connect();
  await desk.follow(...streams);
  return desk;
}

const records = (act: () => Promise<unknown>): Promise<Recorded[]> => recordsOf({ world }, act);
const actsSeenBy = async (auditor: Person, object: Id): Promise<readonly string[]> =>
  ok(await as(auditor).get<Page<AccessRecordView>>(`/log?object=${object}`)).items.map(({ act }) => act);

describe('the owner’s auditor finds who met its information', () => {
  it('by a search, a page, an inbox and a stream’s first state', async () => {
    const thread = await startThread(ana, world.nlFr, 'Whose');
    const message = made(await said(ana, world.nlFr, thread, 'wombat words @FR'));
    ok(await as(world.luc).get(`/search?q=wombat&${stated}`));
    ok(await as(world.luc).get(`/threads/${thread}/messages?${stated}`));
    ok(await as(world.luc).get('/inbox'));
    await luc.fetch(world.nlFr);
    expect(await actsSeenBy(nlAuditor, message)).toEqual(
      expect.arrayContaining(['search.run', 'thread.page', 'operation.list']),
    );
    expect(await actsSeenBy(nlAuditor, thread)).toEqual(expect.arrayContaining(['thread.page', 'compartment.view']));
  });

  it('by a dataset’s page, also whose assessments it showed', async () => {
    const { dataset, share } = await sharedWithAll(world);
    const note = { country: 'DE', likelihood: 'likely', confidence: 'low', note: 'in own words' } as const;
    const answer = await command(world, world.luc, world.all, 'assessment.record', {
      share,
      kind: 'likely_country',
      ...note,
    });
    ok(await viewed(world.dora, dataset));
    expect(await actsSeenBy(frAuditor, ok(answer).id ?? '')).toContain('dataset.view');
  });
});

it('words of an assessment come with the dataset’s page alone', async () => {
  const { dataset, share } = await sharedWithAll(world);
  const note = { country: 'DE', likelihood: 'likely', confidence: 'low', note: 'quokka note' } as const;
  const answer = ok(
    await command(world, world.luc, world.all, 'assessment.record', { share, kind: 'likely_country', ...note }),
  );
  await dora.reached(world.all, answer.seq);
  await dora.ask('fill', { stream: `compartment:${world.all}`, from: 0 });
  await dora.fetch(world.all);
  expect(dora.heard.join()).not.toContain('quokka');
  expect((await as(world.dora).get(`/datasets/${dataset}`)).body).toMatchObject({ reason: 'ground_required' });
  expect((await viewed(world.dora, dataset)).text).toContain('quokka note');
});

describe('how many had a message open', () => {
  it('counts words that a search or a page showed, once a person, and no header or menu', async () => {
    const thread = await startThread(ana, world.all, 'Reach');
    const message = made(await said(ana, world.all, thread, 'marsupial words'));
    const reach = async (): Promise<unknown> => ok(await as(world.ana).get(`/messages/${message}/reach`));
    ok(await as(world.luc).get(`/messages/${message}/actions`));
    await luc.fetch(world.all);
    // What is said from now on would be shown live; what was said before is on no page yet.
    await luc.open(thread, ground);
    await luc.close(thread);
    expect(await reach()).toEqual({ opened: 0 });
    for (let times = 0; times < 2; times += 1) ok(await as(world.luc).get(`/search?q=marsupial&${stated}`));
    expect(await reach()).toEqual({ opened: 1 });
    ok(await as(world.dora).get(`/threads/${thread}/messages?${stated}`));
    expect(await reach()).toEqual({ opened: 2 });
  });
});

describe('what is refused among other things is a denial', () => {
  it('of a stream that is not one’s own', async () => {
    const found = await records(() => dora.follow(world.nlFr, world.all));
    expect(found.map((one) => [one.class, one.act, one.outcome])).toEqual([
      ['consultation', 'compartment.view', 'success'],
      ['denial', 'compartment.view', 'failure'],
    ]);
    expect(found[1]?.objects).toMatchObject([{ type: 'compartment', id: world.nlFr, owner: null }]);
    expect(await records(() => dora.follow(newId()))).toMatchObject([{ class: 'denial', outcome: 'failure' }]);
  });

  it.each([
    ['that is another’s', (): Id => world.nlFr],
    ['that is not there', newId],
  ])('of a compartment to mark as read %s', async (_name, id) => {
    const found = await records(async () => {
      const answer = await as(world.dora).post('/threads/read', { compartments: [world.all, id()] });
      expect(answer.status).toBe(404);
    });
    expect(found).toMatchObject([{ class: 'denial', act: 'thread.mark_read', outcome: 'failure' }]);
  });

  it('of an import that is another’s', async () => {
    const path = `${world.operation.path}/imports`;
    expect(await records(() => as(world.luc).get(path))).toMatchObject([{ class: 'consultation', act: 'import.view' }]);
    expect(await records(() => as(world.luc).get(`${path}/${newId()}`))).toMatchObject([
      { class: 'denial', act: 'import.view' },
    ]);
  });
});

it('a repost is recorded with those who received it', async () => {
  const from = await startThread(ana, world.nlFr, 'From');
  const thread = await startThread(ana, world.all, 'To');
  const message = made(await said(ana, world.nlFr, from, 'for all of you'));
  const { memberVer } = ana.state(`compartment:${world.all}`);
  const to = { compartment: world.all, memberVer, thread };
  const [record] = await records(() => ana.command(world.nlFr, 'message.repost', { message, version: 1, to }));
  expect(record?.recipients).toEqual([world.nl.id, world.fr.id, world.de.id].sort());
});

it('a read lease has two ends, both in its operation and compartment, one record each', async () => {
  const thread = await startThread(ana, world.nlFr, 'Lease');
  const found = await records(async () => {
    await luc.open(thread, ground);
    ok(await as(world.luc).get(`/threads/${thread}/messages`));
    await luc.close(thread);
  });
  expect(found.map(({ act }) => act)).toEqual(['thread.open', 'thread.page', 'thread.close']);
  for (const { whole } of found) {
    expect(whole).toContain(`"operation":"${world.operation.id}"`);
    expect(whole).toContain(`"compartment":"${world.nlFr}"`);
  }
});

it('a server that stops closes the leases of its sockets first', async () => {
  const thread = await startThread(ana, world.nlFr, 'Going down');
  const other = await bootServer({ database: world.server.database });
  const desk = await new Desk(world.luc.browser, other).connect();
  await desk.follow(world.nlFr);
  expect(await desk.open(thread, ground)).toMatchObject({ ok: true });
  const found = await records(() => other.close());
  expect(found).toMatchObject([
    { act: 'thread.close', person: world.luc.id, objects: [{ type: 'thread', id: thread }] },
  ]);
});

it('an operation looked at again unchanged is one record a session, and one more for each change', async () => {
  const look = () => world.operation.view(world.luc);
  await look();
  expect(await records(look)).toEqual([]);
  const { version } = await world.operation.view(world.lead);
  ok(await as(world.lead).patch(world.operation.path, { version, purpose: 'Another purpose' }));
  const after = await records(() => look().then(look));
  expect(after).toMatchObject([{ act: 'operation.view', outcome: 'success', person: world.luc.id }]);
});
