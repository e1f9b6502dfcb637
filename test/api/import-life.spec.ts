import type { Id, ImportView } from '@liaison/contracts';
import { request } from 'node:http';
import { SweepImports } from '../../apps/server/src/datasets/imports/sweep-imports.js';
import { reason } from '../kit/browser.js';
import { begun, committed, fileOf, imported, viewedImport } from '../kit/import.js';
import { recordsOf } from '../kit/log.js';
import { LargeManifest } from '../kit/manifest.js';
import { grid, registry, type Registry } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { as, ok, signInAgain, type Person } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

const path = (id: Id): string => `${world.operation.path}/imports/${id}`;

/** Bytes that come as the test lets them. */
class Tap {
  private next: () => void = () => undefined;
  private readonly waiting = new Promise<void>((resolve) => (this.next = resolve));
  private done = false;

  constructor(private readonly pieces: AsyncIterable<Uint8Array>) {}

  open(): void {
    this.done = true;
    this.next();
  }

  stream(until: number): ReadableStream<Uint8Array> {
    return ReadableStream.from(this.flow(until));
  }

  private async *flow(until: number): AsyncGenerator<Uint8Array> {
    let sent = 0;
    for await (const piece of this.pieces) {
      if (sent >= until && !this.done) await this.waiting;
      sent += piece.length;
      yield piece;
    }
  }
}

/** Asks until the import has read so much: it is what the person's screen does too. */
async function readSoFar(person: Person, id: Id, entries: number): Promise<ImportView> {
  for (;;) {
    const view = await viewedImport(world, person, id);
    if (view.read >= entries) return view;
  }
}

describe('while a file is read', () => {
  it('its progress is seen, and it can be cancelled: nothing stays', async () => {
    const id = await begun(world, world.ana, { format: 'vics' });
    const tap = new Tap(new LargeManifest(20_000, 4).stream());
    const reading = fileOf(world, world.ana, id, tap.stream(4_000_000));
    const view = await readSoFar(world.ana, id, 2_000);
    expect(view).toMatchObject({ state: 'reading', rows: { error: expect.any(Number) as number } });
    expect(view.readBytes).toBeGreaterThan(0);
    expect(reason(await committed(world, world.ana, id))).toBe('import_state');
    expect((await as(world.ana).delete(path(id))).status).toBe(204);
    tap.open();
    expect(reason(await reading)).toBe('import_state');
    expect(await viewedImport(world, world.ana, id)).toMatchObject({
      state: 'cancelled',
      rows: { new: 0, known: 0, error: 0 },
    });
  });

  it('a connection that breaks leaves nothing behind', async () => {
    const id = await begun(world, world.ana, { format: 'vics' });
    const { hostname, port } = new URL(world.server.url);
    const headers = {
      'X-Liaison': '1',
      Cookie: as(world.ana).cookieHeader ?? '',
      'Content-Type': 'application/octet-stream',
    };
    const upload = request({ hostname, port, method: 'PUT', path: `/api/v1${path(id)}/content`, headers });
    upload.on('error', () => undefined);
    for await (const piece of new LargeManifest(4_000, 2).stream()) upload.write(piece);
    await readSoFar(world.ana, id, 1_000);
    upload.destroy();
    let view = await viewedImport(world, world.ana, id);
    while (view.state === 'reading') view = await viewedImport(world, world.ana, id);
    expect(view).toMatchObject({ state: 'failed', rows: { new: 0, error: 0 } });
    expect(view.failure).toContain('stopped');
  });
});

describe('what was staged', () => {
  it('is gone after a day without a commit, and what stopped half-way before that', async () => {
    const { id } = await imported(world, world.ana, 'Reference;Origin\nSTAGED-WORD-1;NL\n');
    const waiting = await begun(world, world.ana, { format: 'vics' });
    const sweep = () => world.server.app.get(SweepImports, { strict: false }).run();
    world.clock.stepMinutes(14);
    expect(await sweep()).toBe(0);
    world.clock.stepMinutes(2);
    expect(await sweep()).toBe(1);
    world.clock.stepHours(24);
    expect(await sweep()).toBe(1);
    await signInAgain(world.ana);
    expect(await viewedImport(world, world.ana, id)).toMatchObject({ state: 'cancelled', rows: { new: 0 } });
    expect(await viewedImport(world, world.ana, waiting)).toMatchObject({ state: 'failed' });
    expect(await everyCell(world.server)).not.toContain('STAGED-WORD');
    await signInAgain(world.lead);
  });
});

describe('the record of an import', () => {
  it('is one at its commit, with every dataset and who could see it', async () => {
    const file = `Reference;Origin\n${['A', 'B', 'C'].map((name) => `REC-${name};NL`).join('\n')}\n`;
    const { id } = await imported(world, world.ana, file);
    const { memberVer } = await world.operation.theirs(world.ana, 'all');
    const records = await recordsOf({ world }, () =>
      committed(world, world.ana, id, { shareTo: world.all, memberVer }),
    );
    expect(records).toMatchObject([
      { class: 'collection', act: 'import.run', outcome: 'success', person: world.ana.id },
    ]);
    expect(records[0]?.objects.filter(({ type }) => type === 'dataset')).toHaveLength(3);
    expect(records[0]?.recipients).toEqual([world.nl.id, world.fr.id, world.de.id].sort());
    expect(records[0]?.whole).not.toContain('REC-A');
  });

  it('is one for each state that was shown, and none for looking at its progress again', async () => {
    const { id } = await imported(world, world.ana, 'Reference;Origin\nREC-D;NL\n');
    const look = () => viewedImport(world, world.ana, id);
    expect(await recordsOf({ world }, look)).toMatchObject([{ class: 'consultation', act: 'import.view' }]);
    expect(await recordsOf({ world }, look)).toEqual([]);
  });

  it('ends where the import is decided: nobody imports into an operation that they left', async () => {
    const { id } = await imported(world, world.ana, 'Reference;Origin\nREC-E;NL\n');
    await signInAgain(world.nl.coordinator);
    await world.operation.remove(world.nl, world.ana);
    const refused = await committed(world, world.ana, id);
    expect(refused.status).toBe(404);
    expect((await as(world.ana).get(path(id))).status).toBe(404);
    const all = ok(await as(world.lead).get(`${world.operation.path}/datasets/find?q=REC-E`));
    expect(all).toEqual([]);
    expect((await grid(world, world.lead, '?q=REC-E')).items).toEqual([]);
  });
});
