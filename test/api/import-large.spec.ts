import type { ImportRow, Page } from '@liaison/contracts';
import { begun, committed, fileOf, imported, viewedImport } from '../kit/import.js';
import { LargeManifest } from '../kit/manifest.js';
import { OwnProcess } from '../kit/own-process.js';
import { registry, viewed, type Registry } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { as, ok } from '../kit/world.js';

const megabyte = 1_000_000;
let world: Registry;
let server: OwnProcess;

beforeAll(async () => {
  world = await registry();
  server = await OwnProcess.start(world.server.database);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await world.close();
});

describe('a manifest of 200,000 entries', () => {
  it('is read in bounded memory, with its 37 bad entries listed by place and reason', async () => {
    const file = new LargeManifest(200_000, 37);
    // Whatever a first import loads for good is there before the measure is taken.
    await imported(world, world.ana, 'Reference;Origin\nWARM-1;NL\n');
    const there = { ...world, server: { ...world.server, url: server.url } } as Registry;
    const warm = await begun(world, world.ana, { format: 'vics', reference: 'WARM-2', origin: world.nl.id });
    ok(await fileOf(there, world.ana, warm, new LargeManifest(2_000, 1).stream()));
    const before = await server.memory();
    const id = await begun(world, world.ana, { format: 'vics' });
    const view = ok(await fileOf(there, world.ana, id, file.stream()));
    const after = await server.memory();
    expect(view).toMatchObject({ state: 'ready', read: 200_000, rows: { new: 1, known: 0, error: 37 } });
    const growth = after.peak - before.now;
    process.stdout.write(
      `memory: ${Math.round(before.now / megabyte)} MB before, grew by ${Math.round(growth / megabyte)} MB at most\n`,
    );
    expect(growth).toBeLessThanOrEqual(150 * megabyte);
    const path = `${world.operation.path}/imports/${id}/rows?only=error&limit=100`;
    const { items } = ok(await as(world.ana).get<Page<ImportRow>>(path));
    expect(items.map((row) => ({ place: row.place, field: row.errors[0]?.field }))).toEqual(file.bad);
    expect(items.every((row) => row.errors.every(({ reason, mend }) => reason !== '' && mend !== ''))).toBe(true);
  }, 180_000);

  it('is committed with its good entries: counts, flags and digests, and no word that is to be dropped', async () => {
    const [latest] = (await as(world.ana).get<{ id: string }[]>(`${world.operation.path}/imports`)).body;
    const done = ok(await committed(world, world.ana, latest?.id ?? '', { rows: 'good' }));
    expect(done.done).toEqual({ registered: 1, updated: 0, skipped: 0 });
    const found = ok(
      await as(world.ana).get<{ dataset: string }[]>(`${world.operation.path}/datasets/find?q=NL-LARGE`),
    );
    const dataset = ok(await viewed(world.ana, found[0]?.dataset ?? ''));
    expect(dataset).toMatchObject({ items: 199_963, digestCounts: { MD5: 199_963, SHA1: 199_963 } });
    expect((dataset.images ?? 0) + (dataset.videos ?? 0)).toBe(199_963);
    expect((await viewedImport(world, world.ana, latest?.id ?? '')).rows).toEqual({ new: 0, known: 0, error: 0 });
    expect(await everyCell(world.server)).not.toContain('CANARY');
  }, 180_000);
});
