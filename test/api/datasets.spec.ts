import type { Problem } from '@liaison/contracts';
import { reason } from '../kit/browser.js';
import { command, grid, ground, made, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { as, nobody, ok } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

describe('a dataset', () => {
  it('is registered at home, and nobody else knows', async () => {
    const dataset = await registered(world, world.ana, { images: 120, note: 'receipt with a partial street name' });
    const view = ok(await viewed(world.ana, dataset));
    expect(view).toMatchObject({
      origin: world.nl.id,
      originator: world.nl.id,
      contributor: world.nl.id,
      images: 120,
      version: 1,
    });
    expect(view.ref).toMatch(/^VIDTF\d+-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(view.shares.map((share) => share.compartment)).toEqual([await world.home(world.ana)]);
    const foreign = await viewed(world.luc, dataset);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await viewed(world.luc, nobody)).text);
    expect((await grid(world, world.luc)).items.map((share) => share.dataset)).not.toContain(dataset);
  });

  it('is registered in the own agency’s compartment and no other', async () => {
    const answer = await command(world, world.ana, world.all, 'dataset.register', { origin: world.nl.id });
    expect(answer.status).toBe(403);
    expect(reason(answer)).toBe('dataset.register#at-home');
  });

  it('is registered for another origin by a lead alone; the originator’s rights go to who takes part', async () => {
    const home = await world.home(world.ana);
    expect(reason(await command(world, world.ana, home, 'dataset.register', { origin: world.fr.id }))).toBe(
      'dataset.register#foreign-origin',
    );
    const forFr = ok(await viewed(world.lead, await registered(world, world.lead, { origin: world.fr.id })));
    expect(forFr).toMatchObject({ origin: world.fr.id, originator: world.fr.id, contributor: world.nl.id });
    const forSe = ok(await viewed(world.lead, await registered(world, world.lead, { origin: world.se.id })));
    expect(forSe).toMatchObject({ origin: world.se.id, originator: world.nl.id, contributor: world.nl.id });
    const unknown = await command(world, world.lead, home, 'dataset.register', { origin: nobody });
    expect(unknown.body.fields?.[0]?.path).toContain('origin');
  });

  it('goes to its originator before it goes to others, and is the originator’s from then on', async () => {
    const dataset = await registered(world, world.lead, { origin: world.de.id });
    const toFr = await command(world, world.lead, world.nlFr, 'dataset.share', { dataset });
    expect(reason(toFr)).toBe('originator_first');
    expect((await viewed(world.dora, dataset)).status).toBe(404);
    await shared(world, world.lead, dataset, world.all);
    const edit = { dataset, version: 1, note: 'changed' };
    expect(reason(await command(world, world.lead, world.all, 'dataset.edit', edit))).toBe(
      'dataset.edit#not-originator',
    );
    await made(command(world, world.dora, world.all, 'dataset.edit', edit));
    expect(ok(await viewed(world.luc, dataset)).note).toBe('changed');
  });

  it('is edited by its originator with the version that was seen; what is left out stays', async () => {
    const dataset = await registered(world, world.ana, { images: 5, series: 'S-1' });
    await shared(world, world.ana, dataset, world.all);
    await made(command(world, world.ana, world.all, 'dataset.edit', { dataset, version: 1, images: 6 }));
    expect(ok(await viewed(world.luc, dataset))).toMatchObject({ images: 6, series: 'S-1', version: 2 });
    const stale = await command(world, world.ana, world.all, 'dataset.edit', { dataset, version: 1, images: 7 });
    expect(stale.body).toMatchObject({ status: 409, reason: 'stale_version', extra: { version: 2 } });
    const theirs = await command(world, world.luc, world.all, 'dataset.edit', { dataset, version: 2, images: 8 });
    expect(theirs.status).toBe(403);
    await made(command(world, world.ana, world.all, 'dataset.edit', { dataset, version: 2, series: null }));
    expect(ok(await viewed(world.luc, dataset)).series).toBeNull();
  });

  it('has a marking that one person raises and nobody lowers, and that has teeth', async () => {
    const dataset = await registered(world, world.ana);
    const { marking } = ok(await viewed(world.ana, dataset));
    await shared(world, world.ana, dataset, world.all);
    const raised = { ...marking, tlp: 'AMBER+STRICT', handling: ['H0', 'H1'] } as const;
    await made(command(world, world.ana, world.all, 'dataset.edit', { dataset, version: 1, marking: raised }));
    expect(ok(await viewed(world.luc, dataset)).marking).toMatchObject({ tlp: 'AMBER+STRICT', handling: ['H0', 'H1'] });
    const lowered = await command(world, world.ana, world.all, 'dataset.edit', { dataset, version: 2, marking });
    expect(reason(lowered)).toBe('dataset.edit#two-people');
    const red = { ...raised, tlp: 'RED' } as const;
    expect(
      (await command(world, world.ana, world.all, 'dataset.edit', { dataset, version: 2, marking: red })).status,
    ).toBe(400);
    const above = { ...marking, classification: 'R-UE/EU-R' } as const;
    const home = await world.home(world.ana);
    expect(
      (await command(world, world.ana, home, 'dataset.register', { origin: world.nl.id, marking: above })).status,
    ).toBe(400);
  });

  it('is opened with a ground, stated once a shift; a task is the ground', async () => {
    const dataset = await registered(world, world.ana);
    const share = await shared(world, world.ana, dataset, world.all);
    const asked = await as(world.luc).get<Problem>(`/datasets/${dataset}`);
    expect(asked.body).toMatchObject({ status: 409, reason: 'ground_required', extra: { freeText: false } });
    expect(asked.body.extra?.grounds).toContain(ground);
    expect((await viewed(world.luc, dataset, 'because')).status).toBe(400);
    expect((await viewed(world.luc, dataset)).status).toBe(200);
    expect((await as(world.luc).get(`/datasets/${dataset}`)).status).toBe(200);
    await made(command(world, world.dora, world.all, 'share.claim', { share, version: 1 }));
    expect((await as(world.dora).get(`/datasets/${dataset}`)).status).toBe(200);
  });

  it('keeps national file numbers to its owner’s agency unless it says otherwise', async () => {
    const aliases = [
      { scheme: 'case-number', value: 'NL/2025/77', open: false },
      { scheme: 'series', value: 'open number 5', open: true },
    ];
    const dataset = await registered(world, world.ana, { aliases });
    await shared(world, world.ana, dataset, world.all);
    expect(ok(await viewed(world.ana, dataset)).aliases.map(({ value }) => value)).toEqual([
      'NL/2025/77',
      'open number 5',
    ]);
    expect(ok(await viewed(world.luc, dataset)).aliases.map(({ value }) => value)).toEqual(['open number 5']);
    const found = async (person = world.luc, q = 'NL/2025/77'): Promise<string[]> => {
      const path = `${world.operation.path}/datasets/find?q=${encodeURIComponent(q)}`;
      return ok(await as(person).get<{ dataset: string }[]>(path)).map((one) => one.dataset);
    };
    expect(await found()).toEqual([]);
    expect(await found(world.ana)).toEqual([dataset]);
    expect(await found(world.luc, 'NUMBER 5')).toEqual([dataset]);
    const twice = await command(world, world.ana, await world.home(world.ana), 'dataset.register', {
      origin: world.nl.id,
      aliases,
    });
    expect(reason(twice)).toBe('alias');
    // Another agency may use the same number: nothing is compared beyond what one sees.
    await registered(world, world.luc, { origin: world.fr.id, aliases });
  });

  it('is found by exactly its digest, by who may see it', async () => {
    const digest = 'ab'.repeat(20);
    const dataset = await registered(world, world.ana, { digests: [digest.toUpperCase(), 'cd'.repeat(16)] });
    expect(ok(await viewed(world.ana, dataset)).digestCounts).toEqual({ MD5: 1, SHA1: 1, SHA256: 0 });
    const find = async (person = world.ana, q = digest) =>
      ok(await as(person).get<unknown[]>(`${world.operation.path}/datasets/find?q=${q}`));
    expect(await find()).toMatchObject([{ dataset, matched: 'digest' }]);
    expect(await find(world.luc)).toEqual([]);
    expect(await find(world.ana, digest.replace(/.$/, 'c'))).toEqual([]);
  });
});
