import { io, type Socket } from 'socket.io-client';
import { firstPerson } from '../kit/first-person.js';
import { ProbeModule } from '../kit/probe.js';
import { bootServer, type TestServer } from '../kit/server.js';

let server: TestServer;
let cookie: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await bootServer({ extra: [ProbeModule] });
  cookie = (await firstPerson(server)).cookieHeader ?? '';
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await server.close();
});

function dial(headers: Record<string, string>): Promise<Socket> {
  const socket = io(server.url, {
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

const own = (): Promise<Socket> => dial({ Origin: server.url, Cookie: cookie });

/** Tries until it works; jest's own limit ends a wait in vain. */
async function until<T>(work: () => Promise<T>): Promise<T> {
  return work().catch(() => until(work));
}

async function send(event: string, ...input: unknown[]): Promise<unknown> {
  const socket = await own();
  const answer: unknown = await socket.timeout(2_000).emitWithAck(event, ...input);
  socket.disconnect();
  return answer;
}

describe('a handshake', () => {
  it.each([
    ['without an Origin', {}],
    ['from a foreign Origin', { Origin: 'https://elsewhere.example' }],
    ['from an Origin that only begins like ours', { Origin: 'http://127.0.0.1' }],
  ])('%s is refused', async (_name, headers: Record<string, string>) => {
    await expect(dial(headers)).rejects.toThrow();
  });

  it('without a session is refused', async () => {
    await expect(dial({ Origin: server.url })).rejects.toThrow('unauthenticated');
  });

  it('of a person who is connected eight times is refused with the reason, until one of the eight is gone', async () => {
    const eight = await Promise.all(Array.from({ length: 8 }, own));
    await expect(own()).rejects.toMatchObject({ message: 'too_many', data: { code: 'too_many', status: 429 } });
    for (const socket of eight) socket.disconnect();
    await until(() => own());
  });

  it('is counted before it is let in: of twelve at once no more than eight get in', async () => {
    for (const socket of sockets) socket.disconnect();
    const twelve = await Promise.allSettled(Array.from({ length: 12 }, own));
    const together = sockets.filter(({ connected }) => connected).length;
    for (const socket of sockets) socket.disconnect();
    expect(twelve.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(together).toBeLessThanOrEqual(8);
    await until(() => own());
  });

  it('by polling is refused', async () => {
    const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { Origin: server.url },
    });
    expect(response.status).toBe(400);
  });
});

describe('a socket command', () => {
  it('that fits is answered', async () => {
    expect(await send('probe', { word: 'a', count: 3 })).toEqual({ ok: true, count: 3 });
  });

  it.each([
    ['a wrong field', { word: 'canary', count: 'canary' }],
    ['an unknown field', { word: 'a', count: 3, canary: 1 }],
    ['no object', 'canary'],
    ['a list', ['canary']],
    ['nothing', null],
  ])('with %s is answered with a refusal that does not repeat it', async (_name, input) => {
    const answer = await send('probe', input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', status: 400 } });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it.each([
    ['binary', { word: Buffer.from('a'), count: 1 }, 'not_json'],
    ['too deep', JSON.parse(`${'['.repeat(17)}${']'.repeat(17)}`) as unknown, 'too_deep'],
    ['prototype keys', JSON.parse('{"__proto__":{"a":1}}') as unknown, 'prototype_key'],
    ['what every object has', { word: 'a', count: 1, toString: 1 }, 'prototype_key'],
  ])('with %s is refused by name', async (_name, input, reason) => {
    expect(await send('probe', input)).toMatchObject({ ok: false, error: { code: 'invalid', reason } });
  });

  it('that breaks inside is answered without telling why', async () => {
    const answer = await send('probe:broken', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(JSON.stringify(answer)).not.toMatch(/canary|password/);
  });

  it('over 64 KiB ends the connection', async () => {
    const socket = await own();
    const ended = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('probe', { word: 'x'.repeat(70_000) });
    expect(await ended).toBe('transport close');
  });
});
