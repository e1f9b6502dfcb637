import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { begun, fileOf, inspected } from '../kit/import.js';
import { mutated, seeded } from '../kit/mutate.js';
import { command, grid, registered, registry, shared, viewed, type Registry } from '../kit/registry.js';
import { as, ok } from '../kit/world.js';

const seed = Number(process.env.SEED ?? 20250917);
const bodies = Number(process.env.BODIES ?? 400);
const files = Number(process.env.FILES ?? 80);
const register = readFileSync(join(process.cwd(), 'samples/registry.csv')).subarray(0, 6_000);
const manifest = readFileSync(join(process.cwd(), 'samples/manifest-vics-2.0.json')).subarray(0, 20_000);
let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

/** One valid body of each of the registry's doors. */
async function valid(): Promise<readonly (readonly [path: string, body: object])[]> {
  const dataset = await registered(world, world.ana, { digests: ['ab'.repeat(16)] });
  const share = await shared(world, world.ana, dataset, world.all);
  const marking = { classification: 'UNCLASSIFIED-BPL', tlp: 'AMBER', pap: 'CLEAR', handling: ['H0'], h3Text: null };
  const aliases = [{ scheme: 'case-number', value: 'N-1', open: true }];
  const all = {
    origin: world.nl.id,
    series: 's',
    receivedOn: '2025-01-02',
    images: 1,
    videos: 2,
    items: 3,
    known: 'unknown',
    flags: ['IsSuspected'],
    note: 'n',
    marking,
    aliases,
    digests: ['cd'.repeat(32)],
  };
  const judged = { share, kind: 'likely_country', country: 'RO', likelihood: 'likely', confidence: 'low', note: 'x' };
  const at = (compartment: string, kind: string, input: object) =>
    [`/compartments/${compartment}/commands`, { memberVer: 99, kind, input }] as const;
  const operation = world.operation.path;
  return [
    at(await world.home(world.ana), 'dataset.register', all),
    at(world.all, 'dataset.edit', { ...all, origin: undefined, dataset, version: 1 }),
    at(world.all, 'dataset.share', { dataset }),
    at(world.all, 'share.claim', { share, version: 1 }),
    at(world.all, 'share.assign', { share, version: 1, person: world.dora.id }),
    at(world.all, 'share.set_status', { share, version: 1, status: 'triaged' }),
    at(world.all, 'assessment.record', judged),
    [`${operation}/releases`, { reference: 'AB-1234', compartment: world.all, reason: 'because' }],
    [
      `${operation}/imports`,
      {
        format: 'csv',
        mapping: { columns: { A: 'reference' }, words: { known: { x: 'unknown' } } },
        origin: world.nl.id,
        shareTo: world.all,
      },
    ],
  ];
}

it(`${bodies} mutated bodies are each refused or taken, and none breaks anything (seed ${seed})`, async () => {
  const random = seeded(seed);
  const doors = await valid();
  for (let sent = 0; sent < bodies; sent += 1) {
    const [path, body] = doors[Math.floor(random() * doors.length)] ?? ['', {}];
    const answer = await as(world.ana).send<Problem>('POST', path, mutated(body, random), {
      'Idempotency-Key': newId(),
    });
    expect(answer.status).toBeLessThan(500);
  }
  expect((await grid(world, world.ana, '?limit=500')).items.length).toBeGreaterThan(0);
}, 60_000);

it('strange queries are each refused or answered', async () => {
  const dataset = await registered(world, world.ana);
  const strange = ['', '%00', '%F0%9F', '../..', "'--", 'x'.repeat(3_000), '[]', '%E2%80%AE', '-1', '1e9'];
  for (const value of strange)
    for (const name of ['q', 'status', 'origin', 'next', 'limit', 'country', 'ground', 'sudo', 'compartment']) {
      const paths = [`${world.operation.path}/register?${name}=${value}`, `/datasets/${dataset}?${name}=${value}`];
      for (const path of [...paths, `${world.operation.path}/datasets/find?q=a&${name}=${value}`])
        expect((await as(world.ana).send('GET', path)).status).toBeLessThan(500);
    }
});

/** The same bytes with some of them something else, gone, or doubled. */
function damaged(file: Buffer, random: () => number): Buffer {
  const at = (): number => Math.floor(random() * file.length);
  const [from = 0, to = 0] = [at(), at()].sort((a, b) => a - b);
  const way = random();
  if (way < 0.2) return file.subarray(0, from);
  if (way < 0.4) return Buffer.concat([file.subarray(0, from), file.subarray(to)]);
  if (way < 0.6) return Buffer.concat([file, file.subarray(from, to)]);
  const copy = Buffer.from(file);
  for (let n = 0; n < 1 + random() * 20; n += 1) copy[at()] = Math.floor(random() * 256);
  return copy;
}

it(`${files} damaged files are each read or refused, and leave nothing half-written`, async () => {
  const random = seeded(seed + 1);
  const mapping = {
    columns: { Reference: 'reference', Origin: 'origin', Images: 'images', Note: 'note' },
    words: {},
  } as const;
  for (let sent = 0; sent < files; sent += 1) {
    const csv = random() < 0.5;
    const file = damaged(csv ? register : manifest, random);
    expect((await inspected(world, world.lead, file)).status).toBeLessThan(500);
    const id = await begun(
      world,
      world.lead,
      csv ? { format: 'csv', mapping } : { format: 'vics', origin: world.nl.id },
    );
    const answer = await fileOf(world, world.lead, id, file);
    expect(answer.status).toBeLessThan(500);
    if (answer.status === 200) expect(answer.body.state).toBe('ready');
    else expect(answer.body.reason).toBe('unreadable_file');
    expect((await as(world.lead).delete(`${world.operation.path}/imports/${id}`)).status).toBe(
      answer.status === 200 ? 204 : 409,
    );
  }
  const dataset = await registered(world, world.ana);
  expect(ok(await viewed(world.ana, dataset)).id).toBe(dataset);
  expect((await command(world, world.ana, world.all, 'dataset.share', { dataset })).status).toBeLessThan(300);
}, 120_000);
