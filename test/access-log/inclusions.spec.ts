import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  inclusionGiven,
  receiptGiven,
  type Erasure,
  type Id,
  type NewPerson,
  type RecordProof,
} from '@liaison/contracts';
import { Halt } from '../../apps/server/src/platform/halt/halt.js';
import { Inclusions } from '../../apps/server/src/platform/receipts/inclusions.js';
import { asOperator, rowsOf } from '../kit/log.js';
import { Receipting } from '../kit/receipts.js';
import { openRoom, type Room } from '../kit/room.js';
import { as, nobody, ok, twoAgencies } from '../kit/world.js';

let folder: string;
let room: Room;
let log: Receipting;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-inclusions-'));
  room = await openRoom({ log: folder });
  log = new Receipting(room, folder);
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;
/** Whoever asks is gone by a signal of their own. */
const within = (milliseconds: number, record: Id, gone = never): Promise<string | null> =>
  room.world.server.app
    .get(Inclusions, { strict: false })
    .within(milliseconds, room.ana.id, record, AbortSignal.any([gone]));

it('who gives a duty is answered when the tree holds it, and is shown that', async () => {
  const { nl } = room.world;
  const person = await nl.person('somebody');
  const answer = await as(nl.coordinator).patch(`/agency/people/${person.id}`, { duties: ['organiser'] });
  const { record } = await log.inclusionIn(answer);
  expect(await log.settled(nl.coordinator, record)).toMatchObject({ state: 'included' });
});

it('so is the auditor who lifts a hold, and the one who carries out an erasure', async () => {
  const { nl } = room.world;
  const auditor = await nl.person('auditor.hold', 'auditor');
  const hold = { kind: 'person', subject: room.ana.id, reason: 'A case before a court.' };
  const { id } = ok(await as(auditor).post<{ readonly id: Id }>('/log/holds', hold));
  const lifted = await as(auditor).post(`/log/holds/${id}/lift`, { reason: 'The case is closed.' });
  const { record } = await log.inclusionIn(lifted);
  expect(ok(await as(auditor).get<RecordProof>(`/log/records/${record}/proof`)).record).toBe(record);

  const who = { name: 'Gone', handle: 'gone', signInName: 'gone@nl' };
  const { person } = ok(await as(nl.coordinator).post<NewPerson>('/agency/people', who));
  ok(await as(nl.coordinator).patch(`/agency/people/${person.id}`, { active: false }));
  const asked = { person: person.id, basis: 'retention_over' };
  const erasure = ok(await as(nl.coordinator).post<Erasure>('/agency/erasures', asked));
  const erased = await as(auditor).post(`/agency/erasures/${erasure.id}/carry-out`);
  expect(erased.status).toBe(200);
  expect((await log.settled(auditor, (await log.inclusionIn(erased)).record)).state).toBe('included');
});

it('where the tree stands still one is told so, and the duty is given all the same', async () => {
  const { nl } = room.world;
  const person = await nl.person('somebody.else');
  await log.beforeTheTree(async () => {
    const answer = await as(nl.coordinator).patch(`/agency/people/${person.id}`, { duties: ['organiser'] });
    expect([answer.status, answer.headers.get(inclusionGiven)]).toEqual([200, 'waiting']);
  });
});

it('a coordinator who takes their own duty has the answer at once: their session ended with it', async () => {
  const { fr } = room.world;
  await log.beforeTheTree(async () => {
    const own = fr.secondCoordinator;
    const answer = await as(own).patch(`/agency/people/${own.id}`, { duties: [] });
    expect([answer.status, answer.headers.get(inclusionGiven)]).toEqual([200, 'waiting']);
  });
});

it('that it cannot be asked is not yet, and whoever is gone is not waited for', async () => {
  const { record } = await log.of(room.ana);
  await asOperator(room, 'revoke execute on function own_records from liaison_app');
  const waits = within(60_000, record);
  expect(await within(500, record)).toBeNull();
  await asOperator(room, 'grant execute on function own_records to liaison_app');
  expect((await log.inclusion(await waits)).record).toBe(record);
  await log.beforeTheTree(async () => {
    const { record: later } = await log.of(room.ana);
    const gone = new AbortController();
    const left = within(60_000, later, gone.signal);
    gone.abort();
    expect(await left).toBeNull();
  });
});

it('a record that cannot be shown keeps back no other that is asked about with it', async () => {
  const { record } = await log.of(room.ana);
  await log.settled(room.ana, record);
  const { server, clock } = room.world;
  const select = 'select entry, bytes from access_entry where record = $1';
  const [found] = await rowsOf<{ entry: string; bytes: Buffer }>(server.database.adminUrl, select, [record]);
  if (!found) throw new Error('no entry');
  const { bytes: entryBytes } = found;
  const asked = [
    { record: nobody, at: clock.now(), entry: { entry: 0, entryBytes } },
    { record, at: clock.now(), entry: { entry: Number(found.entry), entryBytes } },
  ];
  const proven = await server.app.get(Inclusions, { strict: false }).proven(asked, clock.now());
  expect(proven.map((one) => one.record)).toEqual([record]);
});

it('only so many wait at a time; who comes then is told to ask later', async () => {
  await log.beforeTheTree(async () => {
    const { record } = await log.of(room.ana);
    const gone = new AbortController();
    const waiting = Array.from({ length: 32 }, () => within(60_000, record, gone.signal));
    expect(await within(60_000, record)).toBeNull();
    gone.abort();
    await Promise.all(waiting);
  });
});

it('of those that wait, no more than two look at a time', async () => {
  const { record } = await log.of(room.ana);
  const inclusions = room.world.server.app.get(Inclusions, { strict: false });
  let [now, most] = [0, 0];
  const looking = jest.spyOn(inclusions, 'proven').mockImplementation(async () => {
    most = Math.max(most, (now += 1));
    // Time for all others to come as far.
    await log.of(room.ana);
    now -= 1;
    return [];
  });
  const gone = new AbortController();
  const waiting = Array.from({ length: 16 }, () => within(60_000, record, gone.signal));
  while (looking.mock.calls.length < 16) await log.of(room.ana);
  gone.abort();
  await Promise.all(waiting);
  looking.mockRestore();
  expect(most).toBe(2);
});

it('while the log is halted its key signs neither receipts nor inclusions', async () => {
  const { record } = await log.of(room.ana);
  await log.settled(room.ana, record);
  const halt = room.world.server.app.get(Halt, { strict: false });
  await asOperator(room, `update log_head set halted = 'a tile is damaged', halted_at = now()`);
  try {
    while (halt.why === null) await halt.look();
    const answer = await log.ask(room.ana, 'GET', '/operations');
    expect([answer.status, answer.headers.get(receiptGiven)]).toEqual([200, null]);
    expect((await as(room.ana).post('/receipts', { records: [record] })).status).toBe(503);
    expect(await within(500, record)).toBeNull();
  } finally {
    await asOperator(room, 'update log_head set halted = null, halted_at = null');
    while (halt.why !== null) await halt.look();
  }
});

it('a server without the log’s folder gives none, says so, and does not wait', async () => {
  const world = await twoAgencies();
  try {
    const [own, other] = [world.nl.coordinator, world.nl.secondCoordinator];
    const answer = await as(own).send('GET', '/agency/people', undefined, { 'x-liaison-receipt-asked': '1' });
    expect([answer.status, answer.headers.get(receiptGiven)]).toEqual([200, null]);
    const changed = await as(own).patch(`/agency/people/${other.id}`, { duties: ['coordinator', 'organiser'] });
    expect([changed.status, changed.headers.get(inclusionGiven)]).toEqual([200, null]);
    expect((await as(own).post('/receipts', { records: [other.id] })).status).toBe(503);
  } finally {
    await world.close();
  }
});
