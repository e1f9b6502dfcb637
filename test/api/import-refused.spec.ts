import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reason } from '../kit/browser.js';
import { begun, committed, fileOf, inspected, viewedImport } from '../kit/import.js';
import { registry, type Registry } from '../kit/registry.js';
import { as } from '../kit/world.js';

const register = readFileSync(join(process.cwd(), 'samples/registry.csv'));
const manifest = readFileSync(join(process.cwd(), 'samples/manifest-vics-2.0.json'));
let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

describe('what cannot be taken', () => {
  const files: readonly [string, 'csv' | 'vics', string | Buffer][] = [
    ['an image', 'csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])],
    ['a JPEG said to be a manifest', 'vics', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['a ZIP archive', 'vics', Buffer.from('PK\u0003\u0004----------')],
    ['a PDF', 'csv', Buffer.from('%PDF-1.7 ...')],
    ['a manifest cut off', 'vics', manifest.subarray(0, 150_000)],
    ['broken JSON', 'vics', Buffer.concat([manifest.subarray(0, 100_000), Buffer.from('}}}')])],
    ['a table with an open quote', 'csv', 'Reference;Origin\nA;NL\n"B;NL\n'],
    ['a table said to be a manifest', 'vics', register],
  ];

  it.each(files)('is %s: a clear refusal, and nothing is half-written', async (_what, format, file) => {
    const mapping = { columns: { Reference: 'reference', Origin: 'origin' }, words: {} } as const;
    const id = await begun(world, world.lead, { format, ...(format === 'csv' && { mapping }) });
    const answer = await fileOf(world, world.lead, id, file);
    expect(answer.status).toBe(400);
    expect(reason(answer)).toBe('unreadable_file');
    const view = await viewedImport(world, world.lead, id);
    expect(view).toMatchObject({ state: 'failed', rows: { new: 0, known: 0, error: 0 } });
    expect(view.failure).not.toBeNull();
    expect(reason(await committed(world, world.lead, id))).toBe('import_state');
  });

  it('is a body that says it is something else, or is compressed', async () => {
    const id = await begun(world, world.lead, { format: 'vics' });
    const send = (headers: Record<string, string>) =>
      fetch(`${world.server.url}/api/v1${world.operation.path}/imports/${id}/content`, {
        method: 'PUT',
        body: 'x',
        headers: { 'X-Liaison': '1', Cookie: as(world.lead).cookieHeader ?? '', ...headers },
      });
    expect((await send({ 'Content-Type': 'image/png' })).status).toBe(400);
    expect((await send({ 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect((await inspected(world, world.lead, Buffer.alloc(70_000, 'a'))).status).toBe(413);
  });
});
