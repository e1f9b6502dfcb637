import { BareSocket } from '../kit/bare-socket.js';
import { firstPerson } from '../kit/first-person.js';
import { bootServer, type TestServer } from '../kit/server.js';

const mostWaiting = 5;
const wait = (address: string): Promise<BareSocket> =>
  BareSocket.dial({ url: server.url, cookie: null, from: address });
let server: TestServer;

beforeAll(async () => {
  server = await bootServer({ config: { waitingConnections: mostWaiting, trustedProxies: ['loopback'] } });
});
afterAll(() => server.close());

it('so many connections may wait for their sign-in from an address, four times as many from all', async () => {
  const here = await Promise.all(Array.from({ length: mostWaiting + 1 }, () => wait('192.0.2.1')));
  expect(here.map(({ status }) => status).sort()).toEqual([...Array<string>(mostWaiting).fill('101'), '400']);
  const elsewhere = [];
  for (let n = 0; n < mostWaiting * 3; n += 1) elsewhere.push(await wait(`198.51.100.${n}`));
  expect(new Set(elsewhere.map(({ status }) => status))).toEqual(new Set(['101']));
  const onTop = await wait('203.0.113.1');
  expect(onTop.status).toBe('400');
  elsewhere[0]?.leave();
  await elsewhere[0]?.ended();
  const later = await untilLetIn('203.0.113.1');
  for (const socket of [...here, ...elsewhere, onTop, later]) socket.leave();
});

it('whoever is signed in waits no longer, and whoever has not done so after five seconds is cut off', async () => {
  const { cookieHeader } = await firstPerson(server);
  const dial = { url: server.url, cookie: cookieHeader, from: '192.0.2.9' };
  const signedIn: BareSocket[] = [];
  for (let n = 0; n <= mostWaiting; n += 1) {
    const socket = await BareSocket.dial(dial);
    socket.frame('40');
    await socket.hears('40{"sid"');
    signedIn.push(socket);
  }
  expect(new Set(signedIn.map(({ status }) => status))).toEqual(new Set(['101']));
  const silent = await BareSocket.dial(dial);
  const began = performance.now();
  await silent.ended();
  expect(performance.now() - began).toBeGreaterThan(4_000);
  expect(signedIn.map(({ isOpen }) => isOpen)).not.toContain(false);
  for (const socket of signedIn) socket.leave();
});

it('whoever talks on before the sign-in is cut off at once', async () => {
  const socket = await wait('192.0.2.77');
  const began = performance.now();
  for (let n = 0; n < 20; n += 1) socket.frame('3');
  await socket.ended();
  expect(performance.now() - began).toBeLessThan(4_000);
});

/** The server hears of a line that was cut a moment later. */
async function untilLetIn(address: string): Promise<BareSocket> {
  const socket = await wait(address);
  return socket.status === '101' ? socket : untilLetIn(address);
}
