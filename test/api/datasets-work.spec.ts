import type { DatasetView } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { reason } from '../kit/browser.js';
import { command, grid, made, registered, registry, shared, shareIn, viewed, type Registry } from '../kit/registry.js';
import { as, nobody, ok } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

describe('work on a dataset', () => {
  it('is claimed, released, assigned and moved on by the rules', async () => {
    const dataset = await registered(world, world.ana);
    const share = await shared(world, world.ana, dataset, world.all);
    const at = async (): Promise<[string, string | null, number]> => {
      const { status, claimedBy, version } = await shareIn(world.ana, dataset, world.all);
      return [status, claimedBy, version];
    };
    await made(command(world, world.luc, world.all, 'share.claim', { share, version: 1 }));
    expect(await at()).toEqual(['claimed', world.luc.id, 2]);
    expect(reason(await command(world, world.dora, world.all, 'share.claim', { share, version: 2 }))).toBe(
      'share.claim#claimed',
    );
    expect(reason(await command(world, world.dora, world.all, 'share.release', { share, version: 2 }))).toBe(
      'share.release#no-rule',
    );
    await made(command(world, world.luc, world.all, 'share.set_status', { share, version: 2, status: 'in_analysis' }));
    const back = await command(world, world.luc, world.all, 'share.set_status', {
      share,
      version: 3,
      status: 'triaged',
    });
    expect(back.body.fields?.[0]?.reason).toContain('release');
    await made(command(world, world.lead, world.all, 'share.release', { share, version: 3 }));
    await made(command(world, world.lead, world.all, 'share.assign', { share, version: 4, person: world.dora.id }));
    expect((await shareIn(world.luc, dataset, world.all)).assignee).toBe(world.dora.id);
    expect(
      (await command(world, world.luc, world.all, 'share.assign', { share, version: 5, person: world.luc.id })).status,
    ).toBe(403);
    const outsider = await command(world, world.lead, world.all, 'share.assign', {
      share,
      version: 5,
      person: world.fr.coordinator.id,
    });
    expect(outsider.status).toBe(400);
    await made(command(world, world.dora, world.all, 'share.set_status', { share, version: 5, status: 'analysed' }));
    expect(
      reason(await command(world, world.dora, world.all, 'share.set_status', { share, version: 5, status: 'closed' })),
    ).toBe('stale_version');
  });

  it('is judged by people: nothing overwritten, one’s own superseded, found by country', async () => {
    const dataset = await registered(world, world.ana);
    const share = await shared(world, world.ana, dataset, world.all);
    const judged = { share, country: 'RO', likelihood: 'likely', confidence: 'moderate' } as const;
    const first = await made(
      command(world, world.luc, world.all, 'assessment.record', { ...judged, kind: 'likely_country' }),
    );
    await made(
      command(world, world.dora, world.all, 'assessment.record', {
        ...judged,
        kind: 'not_country',
        note: 'sockets differ',
      }),
    );
    const theirs = await command(world, world.dora, world.all, 'assessment.record', {
      ...judged,
      kind: 'not_country',
      supersedes: first,
    });
    expect(theirs.status).toBe(400);
    const next = await made(
      command(world, world.luc, world.all, 'assessment.record', {
        ...judged,
        kind: 'likely_country',
        country: 'BG',
        supersedes: first,
      }),
    );
    const { assessments } = ok(await viewed(world.ana, dataset));
    expect(assessments.map(({ kind, country, author, supersededBy }) => [kind, country, author, supersededBy])).toEqual(
      [
        ['likely_country', 'RO', world.luc.id, next],
        ['not_country', 'RO', world.dora.id, null],
        ['likely_country', 'BG', world.luc.id, null],
      ],
    );
    const listed = async (query: string): Promise<boolean> =>
      (await grid(world, world.ana, query)).items.some((one) => one.dataset === dataset);
    expect(await listed('?country=RO&assessed=likely_country')).toBe(false);
    expect(await listed('?country=RO&assessed=not_country')).toBe(true);
    expect(await listed('?country=BG')).toBe(true);
    expect(
      (
        await command(world, world.luc, world.all, 'assessment.record', {
          ...judged,
          kind: 'not_country',
          country: 'XX',
        })
      ).status,
    ).toBe(400);
  });
});

describe('the register', () => {
  it('shows what the reader’s compartments have, page by page and filtered', async () => {
    const before = (await grid(world, world.dora, '?limit=500')).items.length;
    const mine = [];
    for (let n = 0; n < 5; n += 1)
      mine.push(await registered(world, world.dora, { priority: n < 2 ? 'urgent' : 'low' }));
    const pages = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Awaited<ReturnType<typeof grid>> = await grid(
        world,
        world.dora,
        `?limit=3${next && `&next=${encodeURIComponent(next)}`}`,
      );
      pages.push(page.items);
      next = page.next;
    }
    const all = pages.flat();
    expect(all).toHaveLength(before + 5);
    expect(all.map((share) => share.ref)).toEqual([...all.map((share) => share.ref)].sort());
    const urgent = (await grid(world, world.dora, `?compartment=${await world.home(world.dora)}&priority=urgent`))
      .items;
    expect(urgent.map((share) => share.dataset).sort()).toEqual(mine.slice(0, 2).sort());
    const strangers = (await grid(world, world.luc, `?compartment=${await world.home(world.dora)}`)).items;
    expect(strangers).toEqual([]);
  });

  it('of an operation that is not the reader’s is not there', async () => {
    const path = (operation: string) => `/operations/${operation}/register`;
    const foreign = await as(world.se.coordinator).get(path(world.operation.id));
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await as(world.se.coordinator).get(path(nobody))).text);
    expect((await as(world.luc).get<DatasetView>(`/datasets/${newId()}`)).status).toBe(404);
  });
});
