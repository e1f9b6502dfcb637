import type { Id, StreamName } from '@liaison/contracts';
import { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { ok, type Agency, type Person } from '../kit/world.js';

let room: Room;
let lu: Agency;
const desks: Desk[] = [];

beforeAll(async () => {
  room = await openRoom();
  lu = await room.world.agency('LU');
});
afterAll(async () => {
  for (const desk of desks) desk.leave();
  await room.close();
});

/** Somebody at a screen who follows nothing but what concerns themselves. */
async function alone(person: Person): Promise<{ readonly heard: (kind: string) => Promise<void> }> {
  const desk = await new Desk(person.browser, room.world.server).connect();
  desks.push(desk);
  const stream: StreamName = `person:${person.id}`;
  snapshotIn(await desk.ask('hello', { streams: [{ stream, epoch: null, position: 0 }] }));
  const kinds = (): readonly string[] =>
    desk.frames.filter((frame) => frame.stream === stream).flatMap(({ events }) => events.map(({ kind }) => kind));
  return { heard: (kind) => desk.until(() => kinds().includes(kind)) };
}

function snapshotIn(answer: { readonly ok: boolean; readonly streams?: readonly { readonly state: string }[] }): void {
  expect(answer).toMatchObject({ ok: true, streams: [{ state: 'snapshot' }] });
}

it('an invitation reaches a coordinator whose agency is in no operation yet, and so does being let in', async () => {
  const { coordinator } = lu;
  const screen = await alone(coordinator);
  ok(await room.operation.invite(lu));
  await screen.heard('operation.invited');
  ok(await room.operation.accept(lu));
  const { fr, nl, be } = room.world;
  for (const agency of [nl, fr, be]) {
    const path = `${room.operation.path}/admissions/${lu.id}/answer`;
    ok(await agency.coordinator.browser.post<Id>(path, { withItems: true }));
  }
  await screen.heard('compartment.gained');
}, 15_000);
