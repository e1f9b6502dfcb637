import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiptAsked, receiptGiven } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { LogFolder } from '../../apps/server/src/platform/log-folder/log-folder.js';
import { makeKey } from '../../apps/server/src/platform/log-folder/log-keys.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, startThread } from '../kit/talk.js';
import { as } from '../kit/world.js';

let folder: string;
let room: Room;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-slow-key-'));
  await makeKey(new LogFolder(folder), 'liaison.example/log');
  // Nobody makes the tree here: only whoever gives receipts reads the key.
  room = await openRoom({ config: { logDir: folder } });
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

/** A key that nobody gives, while something happens. */
async function withoutAnswer(work: () => Promise<void>): Promise<void> {
  const key = join(folder, 'key');
  await rm(key);
  execFileSync('mkfifo', ['-m', '600', key]);
  try {
    await work();
  } finally {
    // Whoever still waits for the key reads that it is empty.
    closeSync(openSync(key, constants.O_WRONLY | constants.O_NONBLOCK));
  }
}

it('a key that does not answer holds up nobody: the act is answered without its receipt, and others meanwhile', async () => {
  const [ana, luc] = [await room.desk(room.ana, room.all), await room.desk(room.luc, room.all)];
  const thread = await startThread(ana, room.all, 'Slow');
  await withoutAnswer(async () => {
    const memberVer = ana.streams.get(`compartment:${room.all}`)?.memberVer;
    const post = { memberVer, kind: 'message.post', input: { thread, text: 'Asks.', language: 'en' } };
    const headers = { [receiptAsked]: '1', 'Idempotency-Key': newId() };
    const path = `/compartments/${room.all}/commands`;
    const asked = as(room.ana).send('POST', path, post, headers);
    const other = { thread, text: 'Does not.', language: 'en' };
    made(await luc.command(room.all, 'message.post', other));
    made(await luc.command(room.all, 'message.post', other));
    const answer = await asked;
    expect([answer.status, answer.headers.get(receiptGiven)]).toEqual([201, null]);
  });
});

it('nor does it hold up what reads other files, however many ask', async () => {
  const auditor = await room.world.nl.person('auditor.slow', 'auditor');
  await withoutAnswer(async () => {
    const asked = Array.from({ length: 8 }, () =>
      as(room.ana).send('GET', '/operations', undefined, { [receiptAsked]: '1' }),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    // There is no tree here, which the folder says.
    expect((await as(auditor).get('/log/checkpoint')).status).toBe(503);
  });
});
