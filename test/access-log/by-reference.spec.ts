import type { AccessRecordView, Page } from '@liaison/contracts';
import { ground, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Registry;
let nlAuditor: Person;
let frAuditor: Person;
let nl: { readonly id: string; readonly ref: string };
let fr: { readonly id: string; readonly ref: string };

const log = async (who: Person, query: string): Promise<readonly AccessRecordView[]> =>
  ok(await as(who).get<Page<AccessRecordView>>(`/log?${query}`)).items;

/** A dataset of the person's agency that all participants have. */
async function dataset(person: Person): Promise<{ readonly id: string; readonly ref: string }> {
  const id = await registered(world, person);
  await shared(world, person, id, world.all);
  return { id, ref: ok(await viewed(person, id)).ref };
}

beforeAll(async () => {
  world = await registry();
  nlAuditor = await world.nl.person('auditor', 'auditor');
  frAuditor = await world.fr.person('auditor', 'auditor');
  nl = await dataset(world.ana);
  fr = await dataset(world.luc);
  // One record that touches a dataset of each.
  await as(world.dora).get(`${world.operation.path}/register`);
  await viewed(world.luc, nl.id, ground);
});
afterAll(() => world.close());

describe('an auditor who asks by reference', () => {
  it('finds who touched the own agency’s dataset, with the own people and with others', async () => {
    const records = await log(nlAuditor, `reference=${nl.ref}`);
    const people = new Set(records.map((record) => record.personName));
    for (const name of [world.ana.name, world.luc.name, world.dora.name]) expect(people).toContain(name);
    const byId = await log(nlAuditor, `object=${nl.id}`);
    expect(new Set(byId.map((record) => record.id))).toEqual(new Set(records.map((record) => record.id)));
  });

  it.each(['reference', 'object'] as const)(
    'learns by %s nothing of a dataset that the record shows only to another agency',
    async (name) => {
      const wanted = name === 'reference' ? fr.ref : fr.id;
      const records = await log(nlAuditor, `${name}=${wanted}`);
      expect(records.every((record) => record.seenAs === 'person')).toBe(true);
      expect((await log(frAuditor, `${name}=${wanted}`)).some((record) => record.personName === world.dora.name)).toBe(
        true,
      );
    },
  );

  it('is told what a reference looks like', async () => {
    expect(await as(nlAuditor).get('/log?reference=nonsense')).toMatchObject({ status: 400 });
  });
});
