import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { Doors } from '../../apps/server/src/platform/doors/doors.js';
import { doorsOf, Samples, type Described, type Description } from '../kit/described.js';
import type { Desk } from '../kit/desk.js';
import { mutated, seeded, strange } from '../kit/mutate.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, signInAgain, type Person } from '../kit/world.js';

const seed = Number(process.env.SEED ?? 20250918);
/** Strange values tried in each place of each door. */
const tries = Number(process.env.TRIES ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'liaison-never-'));
let room: Room;
let description: Description;
let samples: Samples;
let desk: Desk;
let people: readonly Person[];
/** What the placeholder behind this word of a path stands for. */
let behind: Readonly<Record<string, Id>>;

beforeAll(async () => {
  // With a log: without one there is nothing that signs, and doors that ask for it say so.
  room = await openRoom({ log: folder });
  desk = await room.desk(room.lead, room.all);
  const thread = await startThread(desk, room.all, 'Fodder');
  const message = made(await said(desk, room.all, thread, 'fodder'));
  const { nl, be, administrator } = room.world;
  people = [room.lead, nl.coordinator, administrator, await nl.person('an.auditor', 'auditor')];
  const operation = room.operation.id;
  const member = (await room.operation.membership(be, room.mia)).id;
  const all = { operation, thread, message, compartment: room.all, agency: be.id, person: room.mia.id, member };
  behind = { operations: operation, threads: thread, messages: message, compartments: room.all, members: member };
  behind = { ...behind, agencies: be.id, participations: be.id, admissions: be.id, people: room.mia.id };
  behind = { ...behind, drafts: thread };
  description = (await (await fetch(`${room.world.server.url}/api/openapi.json`)).json()) as Description;
  const words = { language: 'en', country: 'BE', code: 'XX', handle: 'a.person', signInName: 'a.person@nl' };
  const stream = { stream: `compartment:${room.all}`, epoch: null, position: 0, from: 0 };
  const numbers = { version: 1, memberVer: 1, ground: 'Victim identification', digest: 'ab'.repeat(16) };
  samples = new Samples(description, { ...all, ...words, ...numbers, streams: [stream], seq: 1, scheme: 'number' });
});
afterAll(async () => {
  await room.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function sampleOf(door: Described, body: Described['bodies'][number] | undefined): Asked {
  const placed = [...door.path.matchAll(/(\w+)\/\{(\w+)\}/g)].map(([, word = '', name = '']) => [
    name,
    behind[word] ?? newId(),
  ]);
  const query = door.parameters.filter((one) => one.in === 'query' && one.name !== 'next');
  return {
    params: Object.fromEntries(placed) as Record<string, string>,
    query: Object.fromEntries(query.map(({ name, schema }) => [name, String(samples.of(schema, name))])),
    body: body && samples.of(body),
  };
}

async function statusOf(person: Person, { method, path }: Described, { params, query, body }: Asked): Promise<number> {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers = { 'Idempotency-Key': newId() };
  const answer = await as(person).send(method, `${filled}?${search.join('&')}`, body, headers);
  if (answer.status === 401) await signInAgain(person);
  return answer.status;
}

/** Whoever the door opens for: what is refused to them would not reach far. */
async function whoMay(door: Described, asked: Asked): Promise<Person> {
  for (const person of people) if ((await statusOf(person, door, asked)) < 400) return person;
  return room.lead;
}

/** The strange values as they come in a query; half of a pair of surrogates cannot be written there. */
const texts = strange
  .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  .filter((text) => !/\p{Surrogate}/u.test(text));

function* strangeFor(door: Described, asked: Asked, random: () => number): Generator<Asked> {
  const pick = (): string => texts[Math.floor(random() * texts.length)] ?? '';
  for (let n = 0; n < tries; n += 1) {
    for (const name of Object.keys(asked.params)) yield { ...asked, params: { ...asked.params, [name]: pick() } };
    const names = door.parameters.filter((one) => one.in === 'query').map((one) => one.name);
    for (const name of names) yield { ...asked, query: { ...asked.query, [name]: pick() } };
    const fields = typeof asked.body === 'object' && asked.body !== null ? Object.keys(asked.body).length : 0;
    for (let field = 0; field < fields * 2; field += 1) yield { ...asked, body: mutated(asked.body, random) };
  }
}

it(`no strange value in any place of any route is answered with 5xx (seed ${seed})`, async () => {
  const random = seeded(seed);
  const doors = doorsOf(description).filter(({ path }) => !path.startsWith('/health'));
  expect(doors.length).toBeGreaterThan(70);
  const broken: unknown[] = [];
  for (const door of [...doors].sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE')))
    for (const body of door.bodies.length > 0 ? door.bodies : [undefined]) {
      const asked = sampleOf(door, body);
      const person = await whoMay(door, asked);
      for (const one of strangeFor(door, asked, random)) {
        const status = await statusOf(person, door, one);
        if (status >= 500) broken.push([door.method, door.path, status, one]);
      }
    }
  expect(broken).toEqual([]);
}, 240_000);

/** One valid input of each event, and of each kind of command. */
function frames(): readonly (readonly [event: string, input: () => object])[] {
  const stream = `compartment:${room.all}`;
  const thread = behind.threads;
  const kinds = doorsOf(description).find(({ path }) => path.endsWith('/commands'))?.bodies ?? [];
  return [
    ['hello', () => ({ streams: [{ stream, epoch: null, position: 0 }] })],
    ['fill', () => ({ stream, from: 0 })],
    ['ack', () => ({ stream, through: 1 })],
    ['thread:open', () => ({ thread, ground: 'Victim identification' })],
    ['thread:close', () => ({ thread })],
    ...kinds.map((kind) => {
      const envelope = samples.of(kind) as object;
      return ['command', () => ({ ...envelope, commandId: newId(), compartment: room.all })] as const;
    }),
  ];
}

it(`no strange value in any frame is answered as a fault of the server (seed ${seed})`, async () => {
  const random = seeded(seed + 1);
  const events = room.world.server.app.get(Doors, { strict: false }).list();
  const sockets = events.filter(({ kind }) => kind === 'socket').map(({ name }) => name);
  expect(new Set(frames().map(([event]) => event))).toEqual(new Set(sockets));
  const broken: unknown[] = [];
  for (const [event, input] of frames())
    for (let n = 0; n < tries * 10; n += 1) {
      const sent = mutated(input(), random);
      const answer = await desk.ask<object>(event, sent);
      if (!answer.ok && answer.error.code === 'unavailable') broken.push([event, sent]);
    }
  expect(broken).toEqual([]);
}, 60_000);
