import type { Me } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { io } from 'socket.io-client';
import { recordsOf } from '../kit/log.js';
import { as, emptyWorld, ok, type World } from '../kit/world.js';

const forwarded = { 'X-Forwarded-For': '203.0.113.7' };

/** A signed-in person asks for what is not there, by page and by socket; where each of the two records says it came from. */
async function recordedAddresses(world: World): Promise<readonly (string | null)[]> {
  const browser = as(world.administrator);
  ok(await browser.get<Me>('/me'));
  const { url } = world.server;
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: { Origin: url, Cookie: browser.cookieHeader ?? '', ...forwarded },
    reconnection: false,
    forceNew: true,
  });
  try {
    await new Promise<void>((resolve) => void socket.once('connect', resolve));
    const records = await recordsOf({ world }, async () => {
      await browser.send('GET', `/operations/${newId()}`, undefined, forwarded);
      await socket.timeout(5_000).emitWithAck('thread:open', { thread: newId() });
    });
    return records.map(({ address }) => address);
  } finally {
    socket.disconnect();
  }
}

describe('the address in a record', () => {
  let world: World;
  afterEach(() => world.close());

  it('is the peer’s, whatever a header claims', async () => {
    world = await emptyWorld();
    expect(await recordedAddresses(world)).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('is the one that a trusted proxy forwards, by page and by socket', async () => {
    world = await emptyWorld({ config: { trustedProxies: ['127.0.0.1'] } });
    expect(await recordedAddresses(world)).toEqual(['203.0.113.7', '203.0.113.7']);
  });
});
