import type { Problem } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { said, startThread } from '../kit/talk.js';
import { as, type Person } from '../kit/world.js';

let room: Room;
let lead: Desk;
let auditor: Person;
let thread: string;

beforeAll(async () => {
  room = await openRoom();
  lead = await room.desk(room.lead, room.all);
  auditor = await room.world.nl.person('an.auditor', 'auditor');
  thread = await startThread(lead, room.all, 'Numbers');
});
afterAll(() => room.close());

const refused = async (person: Person, path: string, field: string): Promise<void> => {
  const answer = await as(person).get<Problem>(path);
  expect([answer.status, answer.body.fields?.[0]?.path]).toEqual([400, field]);
};

/** Readings of ISO 8601 that only one of JavaScript and PostgreSQL has, and days that no calendar has. */
const moments = ['2025-W10-1', '2025-W10', '2025-123', '0000-01-01', '2025-02-30', '2025-09-15T08:00:00+23:59'];
const more = ['2025-09-15T23:59:60Z', '2025-09-15T24:00:00Z', '+200000-01-01T00:00:00Z', '1e300', '1'];
const strange = [...moments, ...more];

describe('a moment that the calendar and the clock do not have is refused by its field', () => {
  it.each(strange)('%s', async (moment) => {
    const value = encodeURIComponent(moment);
    for (const field of ['before', 'after']) await refused(room.ana, `/search?q=ab&${field}=${value}`, field);
    for (const field of ['from', 'to']) await refused(auditor, `/log?${field}=${value}`, field);
    await refused(room.ana, `/compartments/${room.all}/readers?at=${value}`, 'at');
    const answer = await said(lead, room.all, thread, 'please', { acknowledgeBy: moment });
    expect(answer.ok ? null : answer.error.fields?.[0]?.path).toBe('input.acknowledgeBy');
  });
});

it('a place that no page gave is refused', async () => {
  for (const first of [...strange, '', '2025-09-15']) {
    const next = `${encodeURIComponent(first)}/${newId()}`;
    await refused(room.ana, `/search?q=ab&next=${next}`, 'next');
    await refused(auditor, `/log?next=${next}`, 'next');
    await refused(room.ana, `${room.operation.path}/register?next=${next}`, 'next');
  }
});

it.each(['1e300', '-1', '0x10', '1.5', '9223372036854775808', '', 'NaN'])(
  '%j is no number of a page',
  async (number) => {
    const base = `/threads/${thread}/messages?`;
    for (const field of ['before', 'after', 'limit']) await refused(room.lead, `${base}${field}=${number}`, field);
  },
);

it('NUL and half a character are refused at every door, before sign-in too', async () => {
  for (const text of ['a\u0000b', '\uD800']) {
    const signIn = { signInName: `ana${text}@nl`, password: 'a long password' };
    expect(await room.world.stranger().post('/session', signIn)).toMatchObject({ status: 400 });
    expect(await as(room.ana).post(`/threads/${thread}/read`, { seq: 1, [text]: 1 })).toMatchObject({ status: 400 });
    expect(await said(lead, room.all, thread, text)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  }
  expect(await as(room.ana).get('/search?q=a%00b')).toMatchObject({ status: 400 });
});
