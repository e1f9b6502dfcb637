import type { Id, InboxItem, MemberView, ReleaseRequestView } from '@liaison/contracts';
import type { Answer } from '../kit/browser.js';
import { recordsOf } from '../kit/log.js';
import { registered, registry, viewed, type Registry } from '../kit/registry.js';
import { askRelease, requestsOf } from '../kit/releases.js';
import { lockedOut, tries } from '../kit/second-lock.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Registry;
let seat: MemberView;

beforeAll(async () => {
  world = await registry();
  seat = await world.operation.membership(world.nl, world.ana);
});
afterAll(() => world.close());

const path = (member: Id): string => `${world.operation.path}/members/${member}/release-delegation`;
const delegate = (member: Id, by: Person = world.nl.coordinator): Promise<Answer<MemberView>> =>
  as(by).post<MemberView>(path(member));
const end = (member: Id): Promise<Answer<MemberView>> => as(world.nl.coordinator).delete<MemberView>(path(member));
const waiting = async (person: Person): Promise<readonly ReleaseRequestView[]> =>
  (await requestsOf(world, person)).filter(({ state }) => state === 'requested');
const inbox = async (person: Person): Promise<readonly string[]> =>
  ok(await as(person).get<InboxItem[]>('/inbox'))
    .filter(({ kind }) => kind === 'release')
    .map(({ title }) => title);
/** DE's Dora asks for a dataset of NL that she was told of. */
async function asked(): Promise<{ readonly ref: string; readonly dataset: Id; readonly answer: string }> {
  const dataset = await registered(world, world.lead, { origin: world.nl.id });
  const { ref } = ok(await viewed(world.lead, dataset));
  const compartment = await world.home(world.dora);
  ok(await askRelease(world, world.dora, ref, compartment));
  const request = (await waiting(world.nl.coordinator)).find((one) => one.ref === ref);
  if (!request) throw new Error('nothing was asked');
  return { ref, dataset, answer: `/releases/${request.id}/answer` };
}
const refuse = { state: 'refused' };

describe('a member to whom a coordinator delegated release requests', () => {
  it('sees and answers those of their own agency in this operation, and it is recorded', async () => {
    const one = await asked();
    expect((await as(world.ana).post(one.answer, refuse)).status).toBe(404);
    const [given] = await recordsOf({ world }, async () => ok(await delegate(seat.id)));
    expect(given).toMatchObject({ class: 'permission_change', act: 'release.delegate', outcome: 'success' });
    expect((await world.operation.membership(world.nl, world.ana)).answersReleases).toBe(true);
    expect(await inbox(world.ana)).toContain(one.ref);
    const request = (await waiting(world.ana)).find(({ ref }) => ref === one.ref);
    expect(request?.actions['release.answer']).toEqual({ allowed: true, rule: 'release.answer#delegate' });
    const [answer] = await recordsOf({ world }, async () =>
      ok(await as(world.ana).post(one.answer, { state: 'granted' })),
    );
    expect(answer).toMatchObject({ act: 'release.answer', person: world.ana.id, rule: 'release.answer#delegate' });
    expect((await viewed(world.dora, one.dataset)).status).toBe(200);
  });

  it('has been given nothing else', async () => {
    const one = await asked();
    ok(await as(world.ana).post(one.answer, { state: 'granted' }));
    expect((await as(world.ana).post(one.answer.replace('answer', 'take-back'))).status).toBe(403);
    expect((await delegate(seat.id, world.ana)).status).toBe(403);
    const other = await world.operation.nominate(world.nl, await world.nl.person('noor.smit'));
    expect((await as(world.ana).delete(`${world.operation.path}/members/${ok(other).id}`)).status).toBe(403);
  });

  it('is the own agency’s member, and reads for more than an observer', async () => {
    const foreign = await delegate((await world.operation.membership(world.fr, world.luc)).id);
    expect(foreign.text).toBe((await delegate(world.all)).text);
    const onlooker = await world.operation.member(world.nl, 'only.looking', 'observer');
    const { id } = await world.operation.membership(world.nl, onlooker);
    expect((await delegate(id)).status).toBe(409);
  });

  it('is made by nobody but the own coordinator, whatever the service checks', async () => {
    const { id } = await world.operation.membership(world.fr, world.luc);
    for (const person of [world.luc, world.lead, world.nl.coordinator])
      expect(await tries(world, person, 'update member set answers_releases = true where id = $1', [id])).toBe(0);
    const request = (await asked()).answer.split('/')[2];
    const answer = "select answer_release($1, 'refused', null, null)";
    for (const person of [world.luc, world.lead, world.dora, world.fr.coordinator])
      expect(await tries(world, person, answer, [request])).toMatchObject(lockedOut);
  });

  it('answers no more once the coordinator ends it', async () => {
    const one = await asked();
    ok(await end(seat.id));
    expect((await as(world.ana).post(one.answer, refuse)).status).toBe(404);
    expect(await inbox(world.ana)).not.toContain(one.ref);
    expect((await waiting(world.ana)).map(({ ref }) => ref)).not.toContain(one.ref);
  });

  it('answers no more once the membership ends, nor after another one begins', async () => {
    const one = await asked();
    ok(await delegate(seat.id));
    await world.operation.remove(world.nl, world.ana);
    expect((await as(world.ana).post(one.answer, refuse)).status).toBe(404);
    ok(await world.operation.nominate(world.nl, world.ana));
    expect((await world.operation.membership(world.nl, world.ana)).answersReleases).toBe(false);
    expect((await as(world.ana).post(one.answer, refuse)).status).toBe(404);
  });
});
