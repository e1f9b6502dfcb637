import type { Id } from '@liaison/contracts';
import { asIf, lockedOut, tries } from '../kit/second-lock.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';

let room: Room;
let thread: Id;

beforeAll(async () => {
  room = await openRoom();
  const ana = await room.desk(room.ana, room.all);
  thread = await startThread(ana, room.all, 'Numbers');
  made(await said(ana, room.all, thread, 'the first'));
});
afterAll(() => room.close());

/** An event straight into the table, right but for what a case changes. */
const event = ({ seq = 'next_seq', memberVer = 'member_ver', baseVer = 'member_ver', author = 'me()' } = {}) =>
  `insert into event select id, ${seq}, gen_random_uuid(), ${memberVer}, ${baseVer}, 'thread.renamed', ${author}, null, '{}',
     app_now() from compartment where id = $1`;

describe('who may write in a compartment does not choose its numbers', () => {
  it('and the number moves on with what is written', async () => {
    const next = () =>
      asIf(room.world, room.ana, (tx) =>
        tx.row<{ n: string }>('select next_seq as n from compartment where id = $1', [room.all]),
      );
    const before = Number((await next())?.n);
    expect(await tries(room.world, room.ana, event(), [room.all])).toBe(1);
    expect(Number((await next())?.n)).toBe(before + 1);
  });

  it.each([
    ['a number left out', event({ seq: 'next_seq + 1' })],
    ['a number far ahead', event({ seq: 'next_seq + 100000' })],
    ['a version to come', event({ memberVer: 'member_ver + 1' })],
    ['a past that was not its own', event({ baseVer: 'member_ver - 1' })],
    ['somebody else’s name', event({ author: `'${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}'` })],
  ])('%s is refused', async (_what, text) => {
    expect(await tries(room.world, room.ana, text, [room.all])).toMatchObject(lockedOut);
  });

  it('nor moves the number by itself', async () => {
    const text = 'update compartment set next_seq = next_seq + 5 where id = $1';
    expect(await tries(room.world, room.ana, text, [room.all])).toMatchObject(lockedOut);
  });

  it('nor takes a place in the stream for a message without its event', async () => {
    const text = `insert into message select gen_random_uuid(), compartment, thread, 9999, base_ver, author, agency, at, 1,
      null, null, classification, tlp, pap, handling, h3_text, folded, language, null, '{}', '{}', '{}', '{}', null, '{}'
      from message where thread = $1 limit 1`;
    expect(await tries(room.world, room.ana, text, [thread])).toMatchObject({ constraint: 'message_event' });
  });
});
