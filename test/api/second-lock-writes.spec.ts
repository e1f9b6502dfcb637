import { newId } from '@liaison/domain';
import { UnitOfWork, type StreamPage } from '@liaison/persistence';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { asIf, lockedOut as refused, tries as triesIn } from '../kit/second-lock.js';
import { made, said, startThread } from '../kit/talk.js';
import type { Person } from '../kit/world.js';

let room: Room;
/** A thread and its message of FR and BE, unknown to NL. */
let secretThread: string;
let luc: Desk;
let thread: string;
let message: string;

beforeAll(async () => {
  room = await openRoom();
  luc = await room.desk(room.luc, room.frBe, room.all);
  secretThread = await startThread(luc, room.frBe, 'Among two');
  await said(luc, room.frBe, secretThread, 'For FR and BE');
  const ana = await room.desk(room.ana, room.all);
  thread = await startThread(ana, room.all, 'Among all');
  message = made(await said(ana, room.all, thread, 'Words of her own'));
}, 60_000);
afterAll(() => room.close());

const unitOfWork = (): UnitOfWork => room.world.server.app.get(UnitOfWork, { strict: false });
const tries = (person: Person | null, text: string, values?: readonly unknown[]) =>
  triesIn(room.world, person, text, values);
const rows = (person: Person | null, text: string, values: readonly unknown[]): Promise<object[]> =>
  asIf(room.world, person, (tx) => tx.rows(text, values));

describe('the relay’s functions', () => {
  const asked = (): [string, unknown[]][] => [
    ['select * from stream_page($1, 0, 100, $2)', [room.frBe, [room.luc.id, room.mia.id, room.ana.id]]],
    ['select * from insiders($1, $2)', [room.frBe, [room.luc.id, room.mia.id, room.ana.id]]],
    ['select * from stream_heads($1, $2)', [[room.frBe], [room.luc.id]]],
  ];

  it('tell nothing to nobody who does not say that they are the relay, and nothing to a person about others', async () => {
    for (const person of [null, room.ana, room.lead, room.world.nl.coordinator])
      for (const [text, values] of asked()) expect([text, await rows(person, text, values)]).toEqual([text, []]);
  });

  it('tell a person who is in about themselves alone', async () => {
    const [batch, insiders] = asked();
    const pages = (await rows(room.luc, batch?.[0] ?? '', batch?.[1] ?? [])) as { stream_page: StreamPage }[];
    expect(pages.flatMap((row) => row.stream_page.groups).map(({ persons }) => persons)).toEqual([[room.luc.id]]);
    expect(await rows(room.luc, insiders?.[0] ?? '', insiders?.[1] ?? [])).toEqual([{ insiders: room.luc.id }]);
  });

  it('tell the relay nothing of a compartment in which nobody asked about is', async () => {
    const seen = await unitOfWork().look((tx) =>
      tx.rows('select * from stream_page($1, 0, 100, $2)', [room.frBe, [room.ana.id]]),
    );
    expect(seen).toEqual([]);
  });

  it('stop being the relay’s once it reads as somebody', async () => {
    const seen = await unitOfWork().look(async (tx) => {
      await tx.rows("select set_config('app.person', $1, true)", [room.ana.id]);
      return tx.rows('select * from insiders($1, $2)', [room.frBe, [room.luc.id]]);
    });
    expect(seen).toEqual([]);
  });
});

describe('nobody changes what a row is', () => {
  it.each([
    ['one’s agency', 'update person set agency = $1 where id = me()', () => [room.world.fr.id]],
    ['the audience of a compartment', "update compartment set audience = 'x' where id = $1", () => [room.all]],
    ['its kind', "update compartment set kind = 'seats' where id = $1", () => [room.all]],
    ['its marking', "update compartment set tlp = 'CLEAR' where id = $1", () => [room.all]],
    ['its version', 'update compartment set member_ver = 1 where id = $1', () => [room.all]],
    ['where a thread is', 'update thread set compartment = $1 where id = $2', () => [room.frBe, thread]],
    ['who wrote a message', 'update message set author = me() where id = $1', () => [message]],
    ['whose a message is', 'update message set agency = $1 where id = $2', () => [room.world.fr.id, message]],
    ['whose a dataset is', 'update dataset set originator = $1, contributor = $1', () => [room.world.fr.id]],
    ['where a share is', 'update share set compartment = $1', () => [room.all]],
    ['who opened an operation', 'update operation set host = $1', () => [room.world.fr.id]],
    ['who is a member', 'update member set person = me()', () => []],
  ] as [string, string, () => string[]][])('%s', async (_name, text, values) => {
    for (const person of [room.luc, room.lead, room.world.nl.coordinator, room.world.fr.coordinator])
      expect(await tries(person, text, values())).toMatchObject(refused);
  });

  it('a password of a new person, a session that has ended, one’s own end', async () => {
    const { nl } = room.world;
    const somebody = await nl.person('somebody.new');
    const credential = "insert into credential values ($1, 'somebody@elsewhere', 'hash', now())";
    expect(await tries(nl.coordinator, credential, [somebody.id])).toMatchObject(refused);
    await tries(nl.coordinator, 'update session set ended_at = now() where person = $1', [somebody.id]);
    expect(await tries(nl.coordinator, 'update session set ended_at = null where person = $1', [somebody.id])).toBe(0);
    expect(await tries(nl.coordinator, 'update person set active = false where id = $1', [somebody.id])).toBe(1);
    expect(await tries(somebody, 'update person set active = true where id = me()')).toBe(0);
  });
});

describe('nobody gives a place that is not theirs to give', () => {
  const nomination = 'insert into member values ($1, $2, me(), my_agency(), $3, false, app_now(), null, null, me())';

  it('a role beyond what the agency is there, or a member who has left', async () => {
    const { fr } = room.world;
    const role = 'update member set role = $1 where person = $2';
    expect(await tries(fr.coordinator, role, ['lead', room.luc.id])).toMatchObject(refused);
    const gone = await room.operation.member(fr, 'marie.durand');
    await room.operation.remove(fr, gone);
    expect(await tries(fr.coordinator, 'update member set until_at = null where person = $1', [gone.id])).toBe(0);
  });

  it('a member of an agency that is not in the operation', async () => {
    const { coordinator } = await room.world.agency('SE');
    const as = [newId(), room.operation.id, 'investigator'];
    expect(await tries(coordinator, nomination, as)).toMatchObject(refused);
  });
});

describe('nobody speaks for somebody else', () => {
  it('a version of another’s message', async () => {
    const text = `insert into message_version values ($1, 2, $2, 1, me(), 'In her mouth', null, '', app_now(), false)`;
    expect(await tries(room.luc, text, [message, room.all])).toMatchObject({ constraint: 'message_version_birth' });
  });

  it('a message in another agency’s name', async () => {
    const text = `insert into message select gen_random_uuid(), compartment, thread, 9999, base_ver, me(), agency, at, 1,
      null, null, classification, tlp, pap, handling, h3_text, folded, language, null, '{}', '{}', '{}', '{}', null, '{}'
      from message where id = $1`;
    expect(await tries(room.luc, text, [message])).toMatchObject({ constraint: 'message_author' });
  });

  it.each([
    'member.left',
    'member.joined',
    'agency.joined',
    'participation.changed',
    'compartment.opened',
    'phase.changed',
  ])('an event %s', async (kind) => {
    const text = `insert into event select id, next_seq, gen_random_uuid(), member_ver, member_ver, $2, me(), null, '{}',
      app_now() from compartment where id = $1`;
    expect(await tries(room.luc, text, [room.all, kind])).toMatchObject(refused);
  });

  it.each([
    'membership.lost',
    'membership.gained',
    'compartment.gained',
    'operation.invited',
    'read.moved',
    'task.assigned',
  ])('a notice %s', async (kind) => {
    const refs = JSON.stringify({ operation: room.operation.id, compartment: room.frBe });
    const told = 'select tell_person($1, gen_random_uuid(), $2, $3)';
    for (const person of [room.ana, room.lead, room.world.nl.coordinator])
      expect(await tries(person, told, [room.mia.id, kind, refs])).toMatchObject(refused);
    const bare = 'select notify_person($1, gen_random_uuid(), $2, $3)';
    expect(await tries(room.ana, bare, [room.mia.id, kind, refs])).toMatchObject(refused);
  });

  it('a compartment of others by the name of its audience', async () => {
    const name = `agencies:${[room.world.fr.id, room.world.be.id].sort().join(',')}`;
    const text = `select open_compartment($1, $2, 'agencies', $3, $4, '{}', false, 'UNCLASSIFIED-BPL', 'AMBER', 'AMBER', '{H0}', null)`;
    const values = [newId(), room.operation.id, name, [room.world.nl.id]];
    expect(await tries(room.ana, text, values)).toMatchObject(refused);
  });
});
