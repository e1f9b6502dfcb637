import type { DraftView } from '@liaison/contracts';
import { room, type Room } from '../kit/operation.js';
import { as, nobody, ok, type Person } from '../kit/world.js';

let world: Room;
let all: string;

beforeAll(async () => {
  world = await room();
  all = (await world.operation.theirs(world.ana, 'all')).id;
});
afterAll(() => world.close());

const drafts = async (person: Person): Promise<DraftView[]> => ok(await as(person).get<DraftView[]>('/drafts'));

it('drafts are their author’s alone, the last words win', async () => {
  ok(await as(world.ana).put(`/drafts/${all}`, { text: 'First' }));
  ok(await as(world.ana).put(`/drafts/${all}`, { text: 'Second\nline' }));
  expect((await drafts(world.ana)).map(({ place, text }) => [place, text])).toEqual([[all, 'Second\nline']]);
  expect(await drafts(world.luc)).toEqual([]);
  expect((await as(world.luc).delete(`/drafts/${all}`)).status).toBe(404);
  ok(await as(world.ana).delete(`/drafts/${all}`));
  expect(await drafts(world.ana)).toEqual([]);
});

it('a draft is kept where its author is, and nowhere else', async () => {
  const own = (await world.operation.theirs(world.luc, 'agency')).id;
  const foreign = await as(world.ana).put(`/drafts/${own}`, { text: 'Words' });
  const random = await as(world.ana).put(`/drafts/${nobody}`, { text: 'Words' });
  expect(foreign.status).toBe(404);
  expect(foreign.text).toBe(random.text);
});

it('a draft does not outlive the sight of its place', async () => {
  const marie = await world.operation.member(world.fr, 'marie.durand');
  ok(await as(marie).put(`/drafts/${all}`, { text: 'Words' }));
  await world.operation.remove(world.fr, marie);
  expect(await drafts(marie)).toEqual([]);
});

it.each([
  ['too long', { text: 'x'.repeat(10_001) }],
  ['empty', { text: '' }],
  ['with control characters', { text: 'a\u0000b' }],
  ['with an unknown field', { text: 'a', to: 'b' }],
])('a draft that is %s is refused', async (_name, input) => {
  expect((await as(world.ana).put(`/drafts/${all}`, input)).status).toBe(400);
});
