import { ground, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, type Person } from '../kit/world.js';

interface Listed {
  readonly items: readonly { readonly act: string; readonly class: string; readonly person: string | null }[];
}

let world: Registry;
let auditor: Person;
let colleague: Person;

const listed = async (question: string): Promise<Listed['items']> =>
  ((await as(auditor).get(`/log?${question}`)).body as Listed).items;
const total = async (question: string): Promise<number> =>
  ((await as(auditor).get(`/log/counts?${question}`)).body as { total: number }).total;
const own = (items: Listed['items']): Listed['items'] => items.filter((one) => one.person === auditor.id);

beforeAll(async () => {
  world = await registry();
  auditor = await world.nl.person('auditor', 'auditor');
  colleague = await world.nl.person('colleague', 'auditor');
  const { dataset } = await sharedWithAll(world);
  await viewed(world.ana, dataset, ground);
  for (let n = 0; n < 3; n++) ok(await as(auditor).get('/log'));
  ok(await as(colleague).get('/log'));
});
afterAll(() => world.close());

// Before and after the records have entries: they are found by other ways.
for (const [when, make] of [
  ['while records wait for their entries', () => Promise.resolve()],
  ['once they stand in the tree', () => sequenced(world)],
] as const)
  it(`leaves out what the auditor did, and nothing else, ${when}`, async () => {
    await make();
    expect(own(await listed('')).length).toBeGreaterThanOrEqual(3);
    const hidden = await listed('ownActs=hidden');
    expect(own(hidden)).toEqual([]);
    expect(hidden.some((one) => one.act === 'dataset.view')).toBe(true);
    expect(hidden.some((one) => one.person === colleague.id && one.act === 'log.read')).toBe(true);
    expect(await listed('ownActs=hidden&act=log.read')).toMatchObject([{ person: colleague.id }]);
  });

it('counts as it lists: what others did stays one number, however often one looks', async () => {
  const before = await total('ownActs=hidden');
  ok(await as(auditor).get('/log'));
  expect(await total('ownActs=hidden')).toBe(before);
  expect(await total('')).toBeGreaterThan(before);
  expect(await total('ownActs=hidden&act=log.read')).toBe(1);
});

it('refuses another word for it', async () => {
  const refused = await as(auditor).get('/log?ownActs=maybe');
  expect(refused.status).toBe(400);
});
