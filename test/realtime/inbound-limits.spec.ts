import type { AccessRecordView, Page, Problem } from '@liaison/contracts';
import { io, type Socket } from 'socket.io-client';
import { RefusedInput } from '../../apps/server/src/platform/rate-limit/refused-input.js';
import type { Desk } from '../kit/desk.js';
import { recordsOf } from '../kit/log.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

/** One a second, a hundred at once. */
const rate = 1;
const burst = rate * 100;
let room: Room;

beforeEach(async () => {
  room = await openRoom({ config: { messageRate: rate } });
  room.world.clock.stepSeconds(60);
});
afterEach(() => room.close());

const read = (desk: Desk): Promise<{ readonly ok: boolean; readonly error?: Problem }> =>
  desk.ask('fill', { stream: `compartment:${room.all}`, from: 0 });

/** Asks until it is refused; the number of those that were not, and the refusal. */
async function untilRefused(ask: () => Promise<{ readonly ok: boolean; readonly error?: Problem }>) {
  for (let taken = 0; ; taken += 1) {
    const answer = await ask();
    if (!answer.ok) return { taken, error: answer.error };
  }
}

it('a session that sends too much is told how long to wait, on both doors, and nothing else is refused meanwhile', async () => {
  const ana = await room.desk(room.ana, room.all);
  const luc = await room.desk(room.luc, room.all);
  const { taken, error } = await untilRefused(() => read(ana));
  expect(taken).toBe(burst - 1);
  expect(error).toMatchObject({ code: 'too_many', status: 429, extra: { retryAfter: 1 } });
  const over = await as(room.ana).get<Problem>('/operations');
  expect([over.status, over.headers.get('retry-after'), over.body.code]).toEqual([429, '1', 'too_many']);
  expect(await read(luc)).toMatchObject({ ok: true });
  room.world.clock.stepSeconds(1);
  const after = await Promise.all(Array.from({ length: rate + 1 }, () => read(ana)));
  expect(after.map((answer) => answer.ok)).toEqual([...Array<boolean>(rate).fill(true), false]);
});

it('a command refused for that is written once when it is sent again', async () => {
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, 'Again');
  await untilRefused(() => read(ana));
  const commandId = '0199502e-1111-7222-8333-444455556677';
  const post = () => said(ana, room.all, thread, 'once', {}, { commandId });
  expect(await post()).toMatchObject({ ok: false, error: { code: 'too_many' } });
  room.world.clock.stepSeconds(2);
  expect(made(await post())).toBe(made(await post()));
});

it("27 people behind one address are more than one session's share, and none is refused", async () => {
  const people: Person[] = [];
  for (let n = 0; n < 27; n += 1) {
    people.push(await room.operation.member(room.world.nl, `person.n${n}`));
    room.world.clock.stepSeconds(10);
  }
  const desks = await Promise.all(people.map((person) => room.desk(person, room.all)));
  const answers: { readonly ok: boolean }[] = [];
  for (let round = 0; round < 10; round += 1) answers.push(...(await Promise.all(desks.map(read))));
  expect(answers.filter((answer) => !answer.ok)).toEqual([]);
}, 120_000);

it('strangers at an address shut out nobody who is signed in there', async () => {
  const statuses: number[] = [];
  for (let n = 0; n <= burst * 16; n += 1) statuses.push((await room.world.stranger().get('/session')).status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect((await as(room.ana).get('/operations')).status).toBe(200);
});

it('whoever goes on regardless is no longer listened to that fast, and others are served as before', async () => {
  const luc = await room.desk(room.luc, room.all);
  const socket = await dial(room.ana.browser.cookieHeader);
  let answered = 0;
  const sent = 40_000;
  for (let n = 0; n < sent; n += 1) socket.emit('no:such', 'x'.repeat(100), () => (answered += 1));
  const asked = await Promise.all(Array.from({ length: burst / 2 }, () => read(luc)));
  expect(asked.every((answer) => answer.ok)).toBe(true);
  expect(answered).toBeLessThan(sent / 2);
  socket.disconnect();
});

it('what could not be read or was too much is one record of the session, without what was in it', async () => {
  const ana = await room.desk(room.ana, room.all);
  const sweep = (): Promise<void> => room.world.server.app.get(RefusedInput, { strict: false }).run();
  const records = await recordsOf(room, async () => {
    await ana.ask('fill', { stream: 'canary' });
    await ana.ask('canary', {});
    await as(room.ana).post('/operations', { canary: 1 });
    await untilRefused(() => read(ana));
    await sweep();
    await sweep();
  });
  const refused = records.filter(({ act }) => act === 'input.refuse');
  expect(refused).toMatchObject([{ class: 'refused_input', outcome: 'failure', person: room.ana.id, objects: [] }]);
  expect(refused[0]?.whole).toContain('"detail":{"invalid": 3, "tooMany": 1}');
  expect(refused[0]?.whole).not.toContain('canary');
  expect(records.filter((record) => record.class === 'denial')).toEqual([]);
  room.world.clock.stepMinutes(1);
  const auditor = await room.world.nl.person('aud.nl', 'auditor');
  const log = ok(await as(auditor).get<Page<AccessRecordView>>(`/log?person=${room.ana.id}&class=refused_input`));
  expect(log.items).toMatchObject([{ act: 'input.refuse', seenAs: 'person' }]);
});

function dial(cookie: string | null): Promise<Socket> {
  const { url } = room.world.server;
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: { Origin: url, ...(cookie !== null && { Cookie: cookie }) },
    reconnection: false,
    forceNew: true,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
