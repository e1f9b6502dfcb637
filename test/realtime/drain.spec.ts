import { newId } from '@liaison/domain';
import { Client } from 'pg';
import { Desk } from '../kit/desk.js';
import { OwnProcess } from '../kit/own-process.js';
import { openRoom, type Room } from '../kit/room.js';
import { startThread, said } from '../kit/talk.js';

const ground = 'Victim identification';
let room: Room;
let leaving: OwnProcess;

beforeAll(async () => {
  room = await openRoom();
  leaving = await OwnProcess.start(room.world.server.database);
});
afterAll(async () => {
  await leaving.stop();
  await room.close();
});

/** The one number of a question to the tables. */
async function one(question: string, values: readonly unknown[] = []): Promise<number> {
  const client = new Client({ connectionString: room.world.server.database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ one: number }>(question, [...values]);
  await client.end();
  return rows[0]?.one ?? -1;
}

describe('a server that is told to end', () => {
  it('says so, answers what it was asked, sends people elsewhere, and loses nothing', async () => {
    const ana = await room.desk(room.ana, room.all);
    const thread = await startThread(ana, room.all, 'Going away');
    const luc = await new Desk(room.luc.browser, leaving).connect();
    await luc.follow(room.all);
    expect(await luc.open(thread, ground)).toMatchObject({ ok: true });
    expect((await fetch(`${leaving.url}/health/ready`)).status).toBe(200);

    const ended = leaving.leave();
    const sent: { readonly text: string; readonly commandId: string; readonly answered: boolean }[] = [];
    const notReady = until(async () => (await fetch(`${leaving.url}/health/ready`)).status === 503);
    while (luc.connected) {
      const [text, commandId] = [`said ${sent.length}`, newId()];
      const answer = await said(luc, room.all, thread, text, {}, { commandId }).catch(() => null);
      sent.push({ text, commandId, answered: answer?.ok === true });
    }
    await notReady;
    expect(await ended).toBe(0);
    expect(luc.lostBecause).toBe('transport close');
    expect(luc.heard.join()).not.toContain('"ended"');
    expect(await one('select count(*)::int as one from open_thread where closed_at is null')).toBe(0);

    // At most the one on its way when the connection closed had no answer; it is sent again, as a client does.
    expect(sent.filter(({ answered }) => !answered).length).toBeLessThanOrEqual(1);
    const again = await room.desk(room.luc, room.all);
    for (const { text, commandId } of sent)
      expect(await said(again, room.all, thread, text, {}, { commandId })).toMatchObject({ ok: true });
    expect(sent.length).toBeGreaterThan(1);
    expect(await one('select count(*)::int as one from message where thread = $1', [thread])).toBe(sent.length);
    again.leave();
  });

  it('takes nobody more', async () => {
    await expect(fetch(`${leaving.url}/health/live`)).rejects.toThrow();
  });
});

/** Tries until it holds; jest's own limit ends a wait in vain. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false)));
}
