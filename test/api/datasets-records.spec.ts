import { recordsOf, type Recorded } from '../kit/log.js';
import { command, grid, ground, made, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

const find = (person: Person, q: string) =>
  as(person).get<{ dataset: string }[]>(`${world.operation.path}/datasets/find?q=${encodeURIComponent(q)}`);

/** The kit looks at the operation before it sends a command; that is a record of its own. */
const of = (act: string, records: readonly Recorded[]): Recorded | undefined =>
  records.find((record) => record.act === act);

describe('what is recorded of datasets', () => {
  it('is each opening, with its ground and whose information it was', async () => {
    const dataset = await registered(world, world.ana);
    await shared(world, world.ana, dataset, world.all);
    const [record, ...more] = await recordsOf({ world }, () => viewed(world.luc, dataset));
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      class: 'consultation',
      act: 'dataset.view',
      outcome: 'success',
      ground,
      person: world.luc.id,
    });
    expect(record?.objects).toMatchObject([{ type: 'dataset', id: dataset, version: 1, owner: world.nl.id }]);
  });

  it('is each refusal, with the id as it was asked for', async () => {
    const dataset = await registered(world, world.ana);
    const [record] = await recordsOf({ world }, () => viewed(world.luc, dataset));
    expect(record).toMatchObject({ class: 'denial', outcome: 'failure', person: world.luc.id });
    expect(record?.objects).toMatchObject([{ type: 'dataset', id: dataset, owner: null }]);
  });

  it('is sharing as a disclosure, with who received it', async () => {
    const dataset = await registered(world, world.ana);
    const record = of('dataset.share', await recordsOf({ world }, () => shared(world, world.ana, dataset, world.nlFr)));
    expect(record).toMatchObject({ class: 'disclosure', act: 'dataset.share', rule: 'dataset.share#writer' });
    expect(record?.recipients).toEqual([world.nl.id, world.fr.id].sort());
  });

  it('is the grid with every dataset that it showed', async () => {
    const dataset = await registered(world, world.dora);
    const [record] = await recordsOf({ world }, () => grid(world, world.dora, '?limit=500'));
    expect(record).toMatchObject({ class: 'consultation', act: 'register.view' });
    expect(record?.objects.map(({ id }) => id)).toContain(dataset);
  });

  it('is typing once a search session, again when something new comes up, and never the words', async () => {
    const value = 'QUITE SECRET 77';
    const dataset = await registered(world, world.ana, { aliases: [{ scheme: 'file', value, open: false }] });
    const records = await recordsOf({ world }, async () => {
      for (const q of ['QUITE', 'QUITE S', 'QUITE SECRET']) expect(ok(await find(world.ana, q))).toHaveLength(1);
    });
    expect(records).toHaveLength(1);
    expect(records[0]?.objects).toMatchObject([{ type: 'dataset', id: dataset }]);
    expect(records[0]?.whole).not.toContain('QUITE');
    await registered(world, world.ana, { aliases: [{ scheme: 'file', value: 'QUITE OTHER', open: false }] });
    expect(await recordsOf({ world }, () => find(world.ana, 'QUITE'))).toHaveLength(1);
    world.clock.stepMinutes(3);
    expect(await recordsOf({ world }, () => find(world.ana, 'QUITE'))).toHaveLength(1);
  });

  it('is a release request without a word of whether it met something', async () => {
    const dataset = await registered(world, world.ana);
    const { ref } = ok(await viewed(world.ana, dataset));
    const ask = (reference: string) =>
      as(world.dora).post(`${world.operation.path}/releases`, { reference, compartment: world.all, reason: 'why not' });
    const met = await recordsOf({ world }, () => ask(ref));
    const unmet = await recordsOf({ world }, () => ask(`${ref.slice(0, -4)}0000`));
    const shape = (records: typeof met): unknown =>
      records.map(({ act, outcome, rule, recipients, objects }) => [
        act,
        outcome,
        rule,
        recipients,
        objects.map((o) => ({ ...o, id: '', ref: '' })),
      ]);
    expect(shape(met)).toEqual(shape(unmet));
  });

  it('is work on a dataset, by the rule that allowed it', async () => {
    const dataset = await registered(world, world.ana);
    const share = await shared(world, world.ana, dataset, world.all);
    const claim = () => made(command(world, world.luc, world.all, 'share.claim', { share, version: 1 }));
    const record = of('share.claim', await recordsOf({ world }, claim));
    expect(record).toMatchObject({ class: 'alteration', act: 'share.claim', rule: 'share.claim#writer' });
    expect(record?.objects).toMatchObject([
      { type: 'share', id: share, owner: world.nl.id },
      { type: 'dataset', id: dataset, owner: world.nl.id },
    ]);
  });
});
