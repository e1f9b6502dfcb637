import type { AccessRecordView, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { endSides, insertMember, tellMember, UnitOfWork, type Tx } from '@liaison/persistence';
import { recordsOf } from '../kit/log.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, signInAgain } from '../kit/world.js';

const ground = 'Victim identification';
let room: Room;

beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

it('who is removed with a thread open has closed it, and is not counted for what is said later', async () => {
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, 'Open at removal');
  const marie = await room.operation.member(room.world.fr, 'marie.durand');
  const desk = await room.desk(marie, room.all);
  await desk.open(thread, ground);
  const before = made(await said(ana, room.all, thread, 'While she is in'));
  await desk.until(() => desk.wordsOf(before) !== undefined);
  let after: Awaited<ReturnType<typeof said>> = await said(ana, room.all, thread, 'Still in');
  const records = await recordsOf(room, async () => {
    await room.operation.remove(room.world.fr, marie);
    await desk.until(() => desk.state(`compartment:${room.all}`).denied);
    await ana.follow(room.all);
    after = await said(ana, room.all, thread, 'After she has left');
    await ana.reached(room.all, after.ok ? after.result.seq : 0);
  });
  expect(records.filter(({ act, person }) => act === 'thread.close' && person === marie.id)).toHaveLength(1);
  expect(ok(await as(room.ana).get(`/messages/${before}/reach`))).toEqual({ opened: 1 });
  expect(ok(await as(room.ana).get(`/messages/${made(after)}/reach`))).toEqual({ opened: 0 });
});

it('who is let in again reads under a new lease, whatever they asked for while they were out', async () => {
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, 'In and out');
  const marie = await room.operation.member(room.world.fr, 'marie.dubois');
  const desk = await room.desk(marie, room.all);
  const leases = new Set<string>();
  const rounds = 6;
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) await room.operation.nominate(room.world.fr, marie);
    await desk.follow(room.all);
    const opened = await desk.open(thread, ground);
    if (!opened.ok) throw new Error(opened.error.detail);
    leases.add(opened.lease);
    const removal = room.operation.remove(room.world.fr, marie);
    // Told by what they ask for, before any stream tells them.
    const asking = [desk.open(thread, ground)];
    while ((await desk.follow(room.all))[0]?.state !== 'denied') asking.push(desk.open(thread, ground));
    await Promise.all([removal, ...asking]);
  }
  expect(leases.size).toBe(rounds);
});

it('who is removed and let in again between two looks of the relay reads under a new lease', async () => {
  const { world, operation } = room;
  const { fr } = world;
  const mia = await room.desk(room.mia, room.all);
  const thread = await startThread(mia, room.all, 'Out and in at once');
  const marie = await operation.member(fr, 'marie.petit');
  const desk = await room.desk(marie, room.all);
  const opened = await desk.open(thread, ground);
  if (!opened.ok) throw new Error(opened.error.detail);
  const member = { operation: operation.id, person: marie.id, agency: fr.id, role: 'investigator' } as const;
  await world.server.app.get(UnitOfWork, { strict: false }).quietly(fr.coordinator.id, async (tx) => {
    await endSides(tx, operation.id, fr.id, marie.id);
    await insertMember(tx, { ...member, id: newId(), deputy: false, until: null });
    await tellMember(tx, operation.id, fr.id, marie.id, 'member.joined');
  });
  await desk.until(() => !desk.connected);
  const again = await room.desk(marie, room.all);
  const anew = await again.open(thread, ground);
  expect(anew).toMatchObject({ ok: true });
  expect(anew).not.toMatchObject({ lease: opened.lease });
  const after = made(await said(mia, room.all, thread, 'Once in again'));
  await again.until(() => again.wordsOf(after) !== undefined);
  expect(ok(await as(room.mia).get(`/messages/${after}/reach`))).toEqual({ opened: 1 });
});

it('a thread is opened by who follows its compartment, and a refusal leaves no record of reading', async () => {
  const mia = await room.desk(room.mia, room.all);
  const thread = await startThread(mia, room.all, 'Asked for from outside');
  const luc = await room.desk(room.luc);
  const records = await recordsOf(room, async () => {
    expect(await luc.open(thread, ground)).toMatchObject({ ok: false, error: { reason: 'not_followed' } });
  });
  expect(records.filter(({ act }) => act.startsWith('thread.'))).toEqual([]);
});

it('leases that end together each leave a record, of the messages that each has shown', async () => {
  const ana = await room.desk(room.ana, room.all);
  const luc = await room.desk(room.luc, room.all);
  const threads: string[] = [];
  for (const title of ['One', 'Two', 'Silent']) threads.push(await startThread(ana, room.all, title));
  for (const thread of threads) expect(await luc.open(thread, ground)).toMatchObject({ ok: true });
  const [one = '', two = '', silent = ''] = threads;
  const inOne = made(await said(ana, room.all, one, 'in the first'));
  const inTwo = made(await said(ana, room.all, two, 'in the second'));
  await luc.until(() => luc.wordsOf(inTwo) !== undefined);
  const records = await recordsOf(room, () => Promise.all(threads.map((thread) => luc.close(thread))));
  const closed = records.filter(({ act }) => act === 'thread.close').map(({ objects }) => objects.map(({ id }) => id));
  expect(closed).toHaveLength(3);
  expect(closed).toEqual(expect.arrayContaining([[one, inOne], [two, inTwo], [silent]]));
});

/** What this connection has read of events and messages. */
async function rowsRead(tx: Tx): Promise<number> {
  const text =
    "select sum(idx_tup_fetch + seq_tup_read) as rows from pg_stat_xact_user_tables where relname in ('event', 'message')";
  return Number((await tx.row<{ rows: string }>(text))?.rows);
}

it('the end of a lease reads what was said while the thread was open, not all that was ever said', async () => {
  const ana = await room.desk(room.ana, room.all);
  const luc = await room.desk(room.luc, room.all);
  const thread = await startThread(ana, room.all, 'A long one');
  for (let n = 0; n < 40; n += 1) await said(ana, room.all, thread, `Before, ${n}`);
  const opened = await luc.open(thread, ground);
  if (!opened.ok) throw new Error(opened.error.detail);
  const shown = await said(ana, room.all, thread, 'While it is open');
  if (!shown.ok) throw new Error(shown.error.detail);
  const unitOfWork = room.world.server.app.get(UnitOfWork, { strict: false });
  const [before, closed, after] = await unitOfWork.quietly(room.luc.id, async (tx) => [
    // As it is in tables of a size at which it matters.
    await tx.run('set local enable_seqscan = off').then(() => rowsRead(tx)),
    await tx.rows('select messages from close_leases($1, $2)', [[opened.lease], [shown.result.seq]]),
    await rowsRead(tx),
  ]);
  expect(closed).toMatchObject([{ messages: [{ message: made(shown) }] }]);
  expect(after - before).toBeLessThan(5);
});

it('an auditor finds who read the own agency’s words live, and nothing of acts that met none of its objects', async () => {
  const { nl, fr } = room.world;
  const [nlAuditor, frAuditor] = [await nl.person('aud.nl', 'auditor'), await fr.person('aud.fr', 'auditor')];
  const from = room.world.clock.now().toISOString();
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, 'Read live');
  const mia = await room.desk(room.mia, room.all);
  ok(await as(room.mia).get(room.operation.path));
  await mia.open(thread, ground);
  const message = made(await said(ana, room.all, thread, 'Words of NL'));
  await mia.until(() => mia.wordsOf(message) !== undefined);
  await mia.close(thread);
  const log = async (auditor: typeof nlAuditor): Promise<readonly AccessRecordView[]> =>
    ok(await as(auditor).get<Page<AccessRecordView>>(`/log?person=${room.mia.id}&from=${from}`)).items;
  const closed = (await log(nlAuditor)).find(({ act }) => act === 'thread.close');
  expect(closed?.objects.map(({ id }) => id)).toEqual(expect.arrayContaining([thread, message]));
  expect((await log(frAuditor)).filter(({ objects }) => objects.length === 0)).toEqual([]);
});

it('a lease that a crash left open counts nobody once its session is over', async () => {
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, 'Left open by a crash');
  const leave = `insert into open_thread select gen_random_uuid(), s.id, me(), $1, 0, app_now(), null, null from session s
    where s.person = me() and s.ended_at is null limit 1`;
  await room.world.server.app.get(UnitOfWork, { strict: false }).quietly(room.mia.id, (tx) => tx.run(leave, [thread]));
  const during = made(await said(ana, room.all, thread, 'While it may be open'));
  room.world.clock.stepHours(13);
  await signInAgain(room.ana);
  const again = await room.desk(room.ana, room.all);
  const after = made(await said(again, room.all, thread, 'After it'));
  expect(ok(await as(room.ana).get(`/messages/${during}/reach`))).toEqual({ opened: 1 });
  expect(ok(await as(room.ana).get(`/messages/${after}/reach`))).toEqual({ opened: 0 });
});
