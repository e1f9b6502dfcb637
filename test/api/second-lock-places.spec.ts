import { newId } from '@liaison/domain';
import { UnitOfWork, type Tx } from '@liaison/persistence';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import type { Agency, Person } from '../kit/world.js';

/** What the database alone holds where a statement names a place, a term or a clock that is not its author's. */
let room: Room;
let luc: Desk;
/** A thread and its message of FR and BE, unknown to NL. */
let secretThread: string;
let anasMessage: string;
/** Accepted after the start; those already in have not answered. */
let waiting: Agency;

beforeAll(async () => {
  room = await openRoom();
  luc = await room.desk(room.luc, room.frBe, room.all);
  secretThread = await startThread(luc, room.frBe, 'Among two');
  await said(luc, room.frBe, secretThread, 'For FR and BE');
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, 'Among all');
  anasMessage = made(await said(ana, room.all, thread, 'Words of her own'));
  waiting = await room.world.agency('SE');
  await room.operation.invite(waiting);
  await room.operation.accept(waiting);
}, 60_000);
afterAll(() => room.close());

const refused = { code: '42501' };
const unitOfWork = (): UnitOfWork => room.world.server.app.get(UnitOfWork, { strict: false });
const asIf = <T>(person: Person | null, work: (tx: Tx) => Promise<T>): Promise<T> =>
  unitOfWork().quietly(person?.id ?? null, work);
const tries = (person: Person | null, text: string, values: readonly unknown[] = []): Promise<unknown> =>
  asIf(person, (tx) => tx.run(text, values)).catch((error: unknown) => error);

describe('an agency does not set the terms on which it takes part', () => {
  it.each([
    ["kind = 'host'"],
    ["kind = 'observer', until_on = '2099-01-01'"],
    ["until_on = '2099-01-01'"],
    ['desk = true'],
    ['admission_due_at = app_now()'],
    ['admission_due_at = null'],
  ])('%s', async (change) => {
    const text = `update participation set ${change} where operation = $1 and agency = $2`;
    const { coordinator } = waiting;
    expect(await tries(coordinator, text, [room.operation.id, waiting.id])).toMatchObject(refused);
  });
});

it('the lead does not send one that is in back to being invited', async () => {
  const text = "update participation set state = 'invited' where operation = $1 and agency = $2";
  expect(await tries(room.lead, text, [room.operation.id, room.world.fr.id])).toMatchObject(refused);
});

describe('nothing is put where its author is not', () => {
  it('a message under a thread of another compartment', async () => {
    const text = `insert into message select $1, compartment, $2, 9999, base_ver, author, agency, at, 1,
      null, null, classification, tlp, pap, handling, h3_text, folded, language, null, '{}', '{}', '{}', '{}', null, '{}'
      from message where id = $3`;
    expect(await tries(room.ana, text, [newId(), secretThread, anasMessage])).toMatchObject({
      constraint: 'message_thread_place',
    });
  });

  it('a read lease of a thread that one does not see', async () => {
    const text = `insert into open_thread select $1, s.id, me(), $2, 0, app_now(), null, null from session s
      where s.person = me() limit 1`;
    expect(await tries(room.ana, text, [newId(), secretThread])).toMatchObject(refused);
  });

  it('the end of somebody else’s read lease, which would say what they were shown', async () => {
    const opened = await luc.open(secretThread, 'Victim identification');
    if (!opened.ok) throw new Error(opened.error.detail);
    const text = 'select * from close_leases($1, $2)';
    for (const person of [room.ana, null]) expect(await tries(person, text, [[opened.lease], [99]])).toBe(0);
    expect(await tries(room.luc, text, [[opened.lease], [99]])).toBe(1);
  });
});

it('nobody asks how far another person’s own stream is', async () => {
  const text = 'select * from person_heads($1)';
  const both = [[room.ana.id, room.luc.id]];
  expect(await tries(room.ana, text, both)).toBe(1);
  expect(await tries(null, text, both)).toBe(0);
});

describe('what runs out by the clock is the server’s own to write down', () => {
  it.each(['due_admissions()', 'expire_member()', 'expire_participation()', 'expire_release()'])(
    '%s tells and does nothing for a person',
    async (name) => {
      for (const person of [room.ana, room.lead, room.world.nl.coordinator])
        expect(await tries(person, `select * from ${name}`)).toMatchObject(refused);
    },
  );
});

it('what another agency froze is not thawed', async () => {
  const thread = await startThread(luc, room.all, 'About what was taken back');
  const { fr } = room.world;
  expect(await tries(room.luc, 'update thread set frozen_by = $1 where id = $2', [fr.id, thread])).toBe(1);
  expect(await tries(room.ana, 'update thread set frozen_by = null where id = $1', [thread])).toBe(0);
  expect(await tries(room.luc, 'update thread set frozen_by = null where id = $1', [thread])).toBe(1);
  const inTheirName = await tries(room.ana, 'update thread set frozen_by = $1 where id = $2', [fr.id, thread]);
  expect(inTheirName).toMatchObject(refused);
});
