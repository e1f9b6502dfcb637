import type {
  AccessRecordView,
  AssessmentView,
  InboxItem,
  LeftAnswerInput,
  LeftItem,
  Id,
  Page,
  Problem,
  ThreadHeader,
} from '@liaison/contracts';
import type { Answer } from '../kit/browser.js';
import { recordsOf } from '../kit/log.js';
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
import { lockedOut, tries } from '../kit/second-lock.js';
import { as, ok, type Agency, type Person } from '../kit/world.js';

/** A dataset of FR that all participants have, and FR and DE once more, with a thread about it. */
interface Item {
  readonly dataset: Id;
  readonly ref: string;
  readonly inAll: Id;
  readonly inFrDe: Id;
  readonly thread: Id;
}

let world: Registry;
let frDe: Id;
let frAuditor: Person;
let claimed: Item;
let kept: Item;
let narrowed: Item;
let taken: Item;
/** Of NL, which stays. */
let foreign: Id;

async function item(): Promise<Item> {
  const dataset = await registered(world, world.luc);
  const { ref } = ok(await viewed(world.luc, dataset));
  const inAll = await shared(world, world.luc, dataset, world.all);
  const inFrDe = await shared(world, world.luc, dataset, frDe);
  const thread = await made(command(world, world.dora, world.all, 'thread.start', { title: 'About it', dataset }));
  return { dataset, ref, inAll, inFrDe, thread };
}

beforeAll(async () => {
  world = await registry();
  await world.operation.enter('active');
  frAuditor = await world.fr.person('auditor', 'auditor');
  frDe = (await world.operation.compartment(world.luc, { agencies: [world.fr, world.de] })).id;
  [claimed, kept, narrowed, taken] = [await item(), await item(), await item(), await item()];
  foreign = (await sharedWithAll(world)).dataset;
  ok(await claim(claimed));
  ok(await as(world.fr.coordinator).post(`${world.operation.path}/participations/${world.fr.id}/withdraw`));
});
afterAll(() => world.close());

const listed = async (agency: Agency): Promise<readonly LeftItem[]> =>
  ok(await as(agency.coordinator).get<LeftItem[]>(`${world.operation.path}/left-items`));
const answered = (
  input: LeftAnswerInput,
  person = world.fr.coordinator,
): Promise<Answer<readonly LeftItem[] & Problem>> =>
  as(person).post(`${world.operation.path}/left-items/answer`, input);
const inAll = ({ dataset }: Item): ReturnType<typeof shareIn> => shareIn(world.dora, dataset, world.all);
const claim = async (one: Item): ReturnType<typeof command> => {
  const { id, version } = await inAll(one);
  return command(world, world.dora, world.all, 'share.claim', { share: id, version });
};
const threadOf = async ({ dataset, thread }: Item): Promise<ThreadHeader | undefined> =>
  ok(await viewed(world.dora, dataset)).threads.find(({ id }) => id === thread);
const left = async ({ dataset }: Item): Promise<readonly (Id | null)[]> =>
  (await grid(world, world.dora, '?limit=500')).items
    .filter((one) => one.dataset === dataset)
    .map((one) => one.withdrawnBy);

describe('what an agency brought, once it has left', () => {
  it('is seen as before and stands still: nobody works on it, and claims stay', async () => {
    const share = await inAll(claimed);
    expect(share).toMatchObject({ frozenBy: world.fr.id, claimedBy: world.dora.id, status: 'claimed' });
    const { dataset, thread } = claimed;
    const work = { share: share.id, version: share.version };
    const judgement: Pick<AssessmentView, 'kind' | 'country' | 'likelihood' | 'confidence'> = {
      kind: 'not_country',
      country: 'BE',
      likelihood: 'likely',
      confidence: 'low',
    };
    const refused = [
      await claim(kept),
      await command(world, world.dora, world.all, 'share.release', work),
      await command(world, world.dora, world.all, 'share.set_status', { ...work, status: 'in_analysis' }),
      await command(world, world.lead, world.all, 'share.assign', { ...work, person: world.ana.id }),
      await command(world, world.ana, world.all, 'assessment.record', { share: share.id, ...judgement }),
      await command(world, world.ana, world.all, 'message.post', { thread, text: 'More', language: 'en' }),
      await command(world, world.ana, world.all, 'thread.start', { title: 'New', dataset }),
    ];
    expect(refused.map(({ body }) => body.reason)).toEqual([
      'share.claim#frozen',
      'share.release#frozen',
      'share.set_status#frozen',
      'share.assign#frozen',
      'assessment.record#frozen',
      'message.post#frozen',
      'frozen',
    ]);
    const { shares } = ok(await viewed(world.dora, dataset));
    expect(shares.map(({ actions }) => actions['share.claim'].allowed)).toEqual([false, false]);
    expect(await threadOf(claimed)).toMatchObject({ frozenBy: world.fr.id });
  });

  it('is listed for its coordinator, with audiences as numbers and nothing of what they do', async () => {
    const items = await listed(world.fr);
    expect(items.map(({ ref }) => ref)).toEqual([claimed, kept, narrowed, taken].map(({ ref }) => ref).sort());
    const { readers } = await world.operation.theirs(world.ana, 'all');
    expect(items.find(({ dataset }) => dataset === kept.dataset)).toEqual({
      dataset: kept.dataset,
      ref: kept.ref,
      audiences: [
        { share: kept.inFrDe, frozen: true, kind: 'agencies', agencies: 1, people: 1 },
        { share: kept.inAll, frozen: true, kind: 'all', agencies: 2, people: readers.length },
      ],
    });
  });

  it('stands in its coordinators’ inbox', async () => {
    const inbox = async (person: Person): Promise<readonly InboxItem[]> =>
      ok(await as(person).get<InboxItem[]>('/inbox')).filter(({ kind }) => kind === 'left');
    const line = { operation: world.operation.id, title: '4 datasets' };
    for (const person of [world.fr.coordinator, world.fr.secondCoordinator])
      expect(await inbox(person)).toMatchObject([line]);
    expect([...(await inbox(world.luc)), ...(await inbox(world.nl.coordinator))]).toEqual([]);
  });

  it('is nobody else’s to see there or to answer for', async () => {
    expect(await listed(world.nl)).toEqual([]);
    const path = `${world.operation.path}/left-items`;
    expect([(await as(world.lead).get(path)).status, (await as(world.luc).get(path)).status]).toEqual([403, 404]);
    const datasets = [claimed.dataset];
    expect((await answered({ answer: 'take_back', datasets }, world.lead)).status).toBe(403);
    const others = await answered({ answer: 'take_back', datasets }, world.nl.coordinator);
    expect(others.body.reason).toBe('not_left');
    expect((await answered({ answer: 'take_back', datasets: [claimed.inAll] })).text).toBe(others.text);
    expect((await inAll(claimed)).frozenBy).toBe(world.fr.id);
  });
});

describe('without the service’s checks the database alone', () => {
  it('lets nobody work on it or unfreeze it', async () => {
    const work = 'update share set claimed_by = me(), frozen_by = null where id = $1';
    for (const person of [world.dora, world.lead, world.fr.coordinator, world.luc])
      expect(await tries(world, person, work, [kept.inAll])).toBe(0);
    const judge = `insert into assessment values (gen_random_uuid(), $1, $2, $3, 1, me(), my_agency(), 'not_country',
      'BE', 'likely', 'low', null, now(), null)`;
    expect(await tries(world, world.dora, judge, [kept.inAll, kept.dataset, world.all])).toMatchObject(lockedOut);
  });

  it('freezes nothing for those who stay, and answers for nobody but its coordinator', async () => {
    const freeze = 'update share set frozen_by = my_agency() where id = $1';
    const own = await shareIn(world.dora, foreign, world.all);
    expect(await tries(world, world.dora, 'select freeze_share($1, $2)', [own.id, world.de.id])).toMatchObject(
      lockedOut,
    );
    expect(await tries(world, world.nl.coordinator, freeze, [own.id])).toBe(0);
    const answer = 'select * from answer_left($1, $2, $3)';
    const values = [world.operation.id, [kept.dataset], []];
    expect(await tries(world, world.nl.coordinator, answer, values)).toBe(0);
    for (const person of [world.luc, world.lead])
      expect(await tries(world, person, answer, values)).toMatchObject(lockedOut);
    expect(await tries(world, world.luc, 'select * from left_items($1)', [world.operation.id])).toBe(0);
    expect((await inAll(kept)).frozenBy).toBe(world.fr.id);
  });
});

describe('its coordinator', () => {
  it('keeps it: work goes on, open screens hear it, and the record says who answered what', async () => {
    const desk = await new Desk(world.dora.browser, world.server).connect();
    await desk.follow(world.all);
    const frozenBy = (): Id | null | undefined =>
      (desk.state(`compartment:${world.all}`).shares.get(kept.inAll) as { frozenBy: Id | null } | undefined)?.frozenBy;
    expect(frozenBy()).toBe(world.fr.id);
    const keep = async (): Promise<unknown> => ok(await answered({ answer: 'keep', datasets: [kept.dataset] }));
    const [record] = await recordsOf({ world }, keep);
    expect(record).toMatchObject({ act: 'share.answer_left', outcome: 'success', person: world.fr.coordinator.id });
    expect(record?.objects).toContainEqual(expect.objectContaining({ type: 'dataset', id: kept.dataset }));
    await desk.until(() => frozenBy() === null);
    desk.leave();
    expect(await threadOf(kept)).toMatchObject({ frozenBy: null });
    ok(await claim(kept));
  });

  it('can think better of what it kept: the door stays open', async () => {
    const datasets = [kept.dataset];
    expect((await listed(world.fr)).find(({ dataset }) => dataset === kept.dataset)?.audiences).toMatchObject([
      { frozen: false },
      { frozen: false },
    ]);
    ok(await answered({ answer: 'take_back', datasets }));
    expect(await left(kept)).toEqual([world.fr.id, world.fr.id]);
  });

  it('narrows it to some of its audiences; from the others it is withdrawn', async () => {
    const datasets = [narrowed.dataset];
    expect((await answered({ answer: 'narrow', datasets })).status).toBe(400);
    expect((await answered({ answer: 'keep', datasets, keep: [narrowed.inFrDe] })).status).toBe(400);
    expect((await answered({ answer: 'narrow', datasets, keep: [claimed.inAll] })).body.reason).toBe('not_left');
    ok(await answered({ answer: 'narrow', datasets, keep: [narrowed.inFrDe] }));
    expect((await shareIn(world.dora, narrowed.dataset, frDe)).frozenBy).toBeNull();
    expect((await viewed(world.ana, narrowed.dataset)).status).toBe(404);
    expect([...(await left(narrowed))].sort()).toEqual([world.fr.id, null].sort());
  });

  it('takes it back: the old audience sees that it was withdrawn and by whom', async () => {
    expect((await answered({ answer: 'take_back', datasets: [taken.dataset, foreign] })).body.reason).toBe('not_left');
    expect((await inAll(taken)).frozenBy).toBe(world.fr.id);
    ok(await answered({ answer: 'take_back', datasets: [taken.dataset] }));
    expect((await viewed(world.dora, taken.dataset)).status).toBe(404);
    expect(await left(taken)).toEqual([world.fr.id, world.fr.id]);
    expect((await answered({ answer: 'keep', datasets: [taken.dataset] })).body.reason).toBe('not_left');
  });
});

it('its auditor goes on reading who touched it, and what was answered', async () => {
  ok(await viewed(world.dora, claimed.dataset));
  const of = async ({ ref }: Item): Promise<readonly AccessRecordView[]> =>
    ok(await as(frAuditor).get<Page<AccessRecordView>>(`/log?reference=${ref}`)).items;
  expect((await of(claimed))[0]).toMatchObject({ act: 'dataset.view', personName: world.dora.name });
  expect((await of(taken)).find(({ act }) => act === 'share.answer_left')).toMatchObject({
    personName: world.fr.coordinator.name,
  });
});

it('it goes to no agency that joins later, and stands still where it goes on', async () => {
  ok(await world.operation.invite(world.se));
  ok(await world.operation.accept(world.se));
  for (const { coordinator } of [world.nl, world.de])
    ok(await as(coordinator).post(`${world.operation.path}/admissions/${world.se.id}/answer`, { withItems: true }));
  const sven = await world.operation.member(world.se, 'sven.berg');
  expect((await viewed(sven, foreign)).status).toBe(200);
  expect((await viewed(sven, claimed.dataset)).status).toBe(404);
  const { shares } = ok(await viewed(world.ana, claimed.dataset));
  expect(shares.filter((one) => one.withdrawnBy === null)).toMatchObject([{ frozenBy: world.fr.id }]);
});

it('it stands still also when the lead takes the agency out', async () => {
  const dataset = await registered(world, world.dora);
  await shared(world, world.dora, dataset, world.all);
  ok(await as(world.lead).delete(`${world.operation.path}/participations/${world.de.id}`));
  expect((await shareIn(world.ana, dataset, world.all)).frozenBy).toBe(world.de.id);
  expect((await listed(world.de)).map((one) => one.dataset)).toEqual([dataset]);
});

it('what it kept is its own to take back when it has come back to the operation and not to that audience', async () => {
  ok(await world.operation.invite(world.fr));
  ok(await world.operation.accept(world.fr));
  const stays = (await listed(world.fr)).filter(({ dataset }) => dataset === narrowed.dataset);
  expect(stays.flatMap(({ audiences }) => audiences)).toMatchObject([{ share: narrowed.inFrDe, frozen: false }]);
  ok(await answered({ answer: 'take_back', datasets: [narrowed.dataset] }));
  expect((await listed(world.fr)).filter(({ dataset }) => dataset === narrowed.dataset)).toEqual([]);
});
