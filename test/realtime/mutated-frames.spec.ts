import type { Problem } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Desk } from '../kit/desk.js';
import { mutated, seeded } from '../kit/mutate.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as } from '../kit/world.js';

const seed = Number(process.env.SEED ?? 20250915);
const count = Number(process.env.FRAMES ?? 2_000);
let room: Room;
let ana: Desk;

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
});
afterAll(() => room.close());

/** One valid input of each event and of several kinds of command. */
async function inputs(): Promise<readonly (readonly [string, object])[]> {
  const thread = await startThread(ana, room.all, 'Fodder');
  const message = made(await said(ana, room.all, thread, 'fodder'));
  const marking = { classification: 'UNCLASSIFIED-BPL', tlp: 'AMBER', pap: 'CLEAR', handling: ['H0'], h3Text: null };
  const command = (kind: string, input: object) =>
    ['command', { commandId: newId(), compartment: room.all, memberVer: 1, kind, input }] as const;
  return [
    command('thread.start', { title: 'a title', message: { text: 'words', language: 'en', marking } }),
    command('thread.rename', { thread, version: 1, title: 'another title' }),
    command('thread.resolve', { thread, version: 1, decision: 'done' }),
    command('message.post', {
      thread,
      text: 'words',
      language: 'en',
      quotes: message,
      contentNote: 'a note',
      plain: [],
    }),
    command('message.edit', { message, version: 1, text: 'other words' }),
    command('message.tighten', { message, version: 1, marking }),
    command('message.retract', { message, version: 1, reason: 'other' }),
    command('message.acknowledge', { message }),
    ['hello', { streams: [{ stream: `compartment:${room.all}`, epoch: null, position: 0 }] }],
    ['fill', { stream: `compartment:${room.all}`, from: 0 }],
    ['thread:open', { thread, ground: 'Victim identification' }],
    ['thread:close', { thread }],
  ];
}

it(`${count} mutated frames are each answered, none breaks anything (seed ${seed})`, async () => {
  const random = seeded(seed);
  const valid = await inputs();
  const before = ana.state(`compartment:${room.all}`).position;
  let refused = 0;
  for (let sent = 0; sent < count; sent += 50) {
    const batch = Array.from({ length: 50 }, () => {
      const [event, input] = valid[Math.floor(random() * valid.length)] ?? ['hello', {}];
      return ana.ask<object>(event, mutated(input, random));
    });
    for (const answer of await Promise.all(batch)) {
      if (answer.ok) continue;
      refused += 1;
      expect(answer.error.code).not.toBe('unavailable');
    }
  }
  expect(refused).toBeGreaterThan(count * 0.8);
  expect(ana.connected).toBe(true);
  // What was taken was whole: a newcomer's picture is that of whoever followed.
  const later = await ana.fetch(room.all);
  await ana.reached(room.all, later.position);
  expect(ana.state(`compartment:${room.all}`).picture()).toEqual((await ana.fetch(room.all)).picture());
  expect(later.position).toBeGreaterThanOrEqual(before);
}, 60_000);

it(`${count / 4} mutated bodies over HTTP get the same refusals, and no 5xx`, async () => {
  const random = seeded(seed + 1);
  const commands = (await inputs()).filter(([event]) => event === 'command');
  for (let sent = 0; sent < count / 4; sent += 1) {
    const [, input] = commands[Math.floor(random() * commands.length)] ?? ['', {}];
    const { commandId, compartment, ...body } = input as { commandId: string; compartment: string };
    const answer = await as(room.ana).send<Problem>(
      'POST',
      `/compartments/${compartment}/commands`,
      mutated(body, random),
      { 'Idempotency-Key': commandId },
    );
    expect(answer.status).toBeLessThan(500);
  }
}, 60_000);
