import type { Answer, CommandAnswer } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { UnitOfWork } from '@liaison/persistence';
import { Client } from 'pg';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';

let room: Room;
let ana: Desk;
let luc: Desk;
let mia: Desk;

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
  luc = await room.desk(room.luc, room.all);
  mia = await room.desk(room.mia, room.all);
});
afterAll(() => room.close());

const numberOf = (answer: Answer<{ readonly result: CommandAnswer }>): number => {
  made(answer);
  return answer.ok ? answer.result.seq : 0;
};

/** What the administrator of the database finds; the server's role sees less. */
async function count(text: string, ...values: readonly unknown[]): Promise<number> {
  const admin = new Client({ connectionString: room.world.server.database.adminUrl });
  await admin.connect();
  try {
    return (await admin.query<{ n: number }>(text, [...values])).rows[0]?.n ?? 0;
  } finally {
    await admin.end();
  }
}

describe('commands that come together', () => {
  it('share transactions, take numbers without a gap, and keep each author’s order', async () => {
    const thread = await startThread(ana, room.all, 'All at once');
    const byAuthor = await Promise.all(
      [ana, luc, mia].map((desk) =>
        Promise.all(Array.from({ length: 20 }, (_, at) => said(desk, room.all, thread, `number ${at}`).then(numberOf))),
      ),
    );
    const numbers = byAuthor.flat().sort((a, b) => a - b);
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, at) => first + at));
    for (const own of byAuthor) expect(own).toEqual([...own].sort((a, b) => a - b));
    const transactions = await count(
      'select count(distinct xmin::text)::int as n from event where compartment = $1 and seq >= $2',
      room.all,
      first,
    );
    expect(transactions).toBeLessThan(numbers.length / 2);
    const records = await count(
      `select count(*)::int as n from access_body b join access_record r on r.id = b.record
       where r.act = 'message.post' and r.outcome = 'success' and exists (
         select from jsonb_array_elements(b.objects) o where o ->> 'id' = $1)`,
      thread,
    );
    expect(records).toBe(numbers.length);
  });

  it('are refused one by one: neighbours stand, and what the refused one had begun is gone', async () => {
    const thread = await startThread(ana, room.all, 'Neighbours');
    const message = made(await said(ana, room.all, thread, 'to be edited'));
    const answers = await Promise.all([
      said(ana, room.all, thread, 'before'),
      // Its thread is written before its words are refused.
      luc.command(room.all, 'thread.start', {
        title: 'Half begun',
        message: {
          text: 'words',
          language: 'en',
          marking: { classification: 'R-UE/EU-R', tlp: 'AMBER', pap: 'AMBER', handling: ['H0'], h3Text: null },
        },
      }),
      mia.command(room.all, 'message.edit', { message, version: 7, text: 'too late' }),
      luc.command(room.all, 'message.edit', { message, version: 1, text: 'not his' }),
      said(mia, room.all, newId(), 'nowhere'),
      ana.command(room.all, 'message.edit', { message, version: 1, text: 'mended' }),
      said(luc, room.all, thread, 'after'),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'ok',
      'invalid',
      'forbidden',
      'forbidden',
      'not_found',
      'ok',
      'ok',
    ]);
    const state = await luc.fetch(room.all);
    expect([...state.threads.values()].map((one) => (one as { title: string }).title)).not.toContain('Half begun');
    const denials = await count(
      `select count(*)::int as n from access_record where class = 'denial' and act in ('message.edit', 'message.post')`,
    );
    expect(denials).toBe(3);
    await ana.reached(room.all, numberOf(answers[6]));
  });

  it('find the operation’s ceiling also after a neighbour has written', async () => {
    await count("update operation set ceiling = 'R-UE/EU-R' returning 1 as n");
    const thread = await startThread(ana, room.all, 'Up to the ceiling');
    const message = made(await said(ana, room.all, thread, 'to be edited'));
    const marking = {
      classification: 'R-UE/EU-R',
      tlp: 'AMBER',
      pap: 'AMBER',
      handling: ['H0' as const],
      h3Text: null,
    } as const;
    const answers = await Promise.all([
      said(luc, room.all, thread, 'first'),
      ana.command(room.all, 'message.edit', { message, version: 1, text: 'edited' }),
      said(mia, room.all, thread, 'restricted', { marking }),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.detail))).toEqual(['ok', 'ok', 'ok']);
  });

  it('and one sent twice at once is done once', async () => {
    const thread = await startThread(ana, room.all, 'Twice');
    const other = await room.desk(room.ana, room.all);
    const once = { commandId: newId() };
    const [one, again] = await Promise.all([
      said(ana, room.all, thread, 'the same words', {}, once),
      said(other, room.all, thread, 'the same words', {}, once),
    ]);
    expect(made(one)).toBe(made(again));
    expect(numberOf(one)).toBe(numberOf(again));
  });

  it('of somebody removed meanwhile are denied, those of the others are not', async () => {
    const gone = await room.operation.member(room.world.fr, 'marc.petit');
    const desk = await room.desk(gone, room.all);
    const thread = await startThread(ana, room.all, 'Removed');
    await room.operation.remove(room.world.fr, gone);
    const memberVer = (await ana.fetch(room.all)).memberVer;
    const [his, hers] = await Promise.all([
      said(desk, room.all, thread, 'still here?', {}, { memberVer }),
      said(ana, room.all, thread, 'yes', {}, { memberVer }),
    ]);
    expect(his).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(hers).toMatchObject({ ok: true });
  });
});

describe('what is queued and cannot be written', () => {
  const mark = {
    text: 'insert into read_cursor select person, thread, seq from jsonb_populate_recordset(null::read_cursor, $1)',
  };

  it.each([
    ['as the database refuses it', { thread: newId(), seq: 1 }],
    ['as it has no JSON', { seq: 1n }],
  ])('takes with it what was written before, although the commit does not wait for it: %s', async (_why, row) => {
    const thread = await startThread(ana, room.all, 'All or nothing');
    const unitOfWork = room.world.server.app.get(UnitOfWork, { strict: false });
    const work = unitOfWork.quietly(room.ana.id, async (tx) => {
      await tx.run("insert into thread_follow values (me(), $1, 'mute')", [thread]);
      tx.later(mark, { person: room.ana.id, ...row });
    });
    await expect(work).rejects.toThrow();
    expect(
      await count("select count(*)::int as n from thread_follow where thread = $1 and mode = 'mute'", thread),
    ).toBe(0);
  });
});
