import type { InboxItem, Problem } from '@liaison/contracts';
import { Expiries } from '../../apps/server/src/operations/expiries.js';
import { registered, registry, viewed, type Registry } from '../kit/registry.js';
import { askRelease, latestRequest, requestsOf } from '../kit/releases.js';
import { as, ok, signInAgain, type Person } from '../kit/world.js';

let world: Registry;
let ref: string;

/** DE's Dora asks NL on 15 September, 08:00; the operation's last day is the 26th. */
beforeEach(async () => {
  world = await registry();
  ({ ref } = ok(await viewed(world.ana, await registered(world, world.ana))));
  await ask();
});
afterEach(() => world.close());

async function ask(): Promise<void> {
  ok(await askRelease(world, world.dora, ref, await world.home(world.dora)));
}
const sweep = (): Promise<void> => world.server.app.get(Expiries, { strict: false }).run();
const latest = (person: Person) => latestRequest(world, person);
const answered = async (state: 'granted' | 'refused') =>
  as(world.nl.coordinator).post<Problem>(`/releases/${(await latest(world.nl.coordinator)).id}/answer`, { state });
const both = (): readonly Person[] => [world.dora, world.nl.coordinator];
async function later(hours: number): Promise<void> {
  world.clock.stepHours(hours);
  for (const person of both()) await signInAgain(person);
}

it('runs out with the operation’s last day: by the clock at once, and both sides are shown it', async () => {
  for (const person of both())
    expect(await latest(person)).toMatchObject({ state: 'requested', expiresAt: '2025-09-27T00:00:00.000Z' });
  await later(11 * 24 + 15);
  await sweep();
  expect((await latest(world.dora)).state).toBe('requested');
  await later(1);
  for (const person of both()) {
    const { state, actions } = await latest(person);
    expect(state).toBe('expired');
    expect(Object.values(actions).map(({ allowed }) => allowed)).toEqual([false, false, false]);
  }
  expect(
    ok(await as(world.nl.coordinator).get<InboxItem[]>('/inbox')).filter(({ kind }) => kind === 'release'),
  ).toEqual([]);
  const late = await answered('granted');
  expect([late.status, late.body.reason]).toEqual([409, 'expired']);
});

it('is written down once, as a step by nobody', async () => {
  await later(12 * 24);
  await sweep();
  await sweep();
  for (const person of both())
    expect((await latest(person)).steps.map(({ state, by }) => [state, by])).toEqual([
      ['requested', world.dora.id],
      ['expired', null],
    ]);
  expect((await answered('refused')).body.reason).toBe('expired');
});

it('that comes after the last day has fourteen days, and what was answered does not run out', async () => {
  ok(await answered('refused'));
  await later(12 * 24);
  await ask();
  expect(await latest(world.dora)).toMatchObject({ state: 'requested', expiresAt: '2025-10-11T08:00:00.000Z' });
  await later(14 * 24);
  await sweep();
  const all = await requestsOf(world, world.dora);
  expect(all.map(({ state }) => state)).toEqual(['expired', 'refused']);
});
