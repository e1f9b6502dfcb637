import { BareSocket, frameOf, text } from '../kit/bare-socket.js';
import { openRoom, type Room } from '../kit/room.js';
import type { Person } from '../kit/world.js';

const rate = 1;
const burst = rate * 100;
let room: Room;

beforeAll(async () => {
  room = await openRoom({ config: { messageRate: rate } });
});
afterAll(() => room.close());

const dial = (cookie: string | null): Promise<BareSocket> => BareSocket.dial({ url: room.world.server.url, cookie });

async function signedIn({ browser }: Person = room.luc): Promise<BareSocket> {
  const socket = await dial(browser.cookieHeader);
  socket.frame('40');
  await socket.hears('40{"sid"');
  return socket;
}

it('a message in more pieces than any browser makes of it ends the connection', async () => {
  const socket = await signedIn();
  socket.frame('42["hello",', text, false);
  for (let n = 0; n < 1_000; n += 1) socket.frame(' ', 0x0, false);
  await socket.ended();
});

it('more bytes than a sign-in needs end a connection on which there was none, also of a message that is not whole', async () => {
  const socket = await dial(room.luc.browser.cookieHeader);
  const began = performance.now();
  socket.raw(frameOf(`40${JSON.stringify({ token: 'x'.repeat(60_000) })}`).subarray(0, 30_000));
  await socket.ended();
  expect(performance.now() - began).toBeLessThan(4_000);
});

it('whoever goes on although refused is told so some times, and is then not read for a while', async () => {
  const socket = await signedIn();
  for (let n = 1; n <= burst; n += 1) socket.frame(`42${n}["no:such"]`);
  await socket.hears(`43${burst}[`);
  let told = 0;
  socket.onFrame = (frame) => (told += frame.includes('too_many') ? 1 : 0);
  for (let n = 1; n <= 1_000; n += 1) socket.frame(`42${burst + n}["no:such"]`);
  // Another connection of theirs has the same bucket, and is told.
  const other = await signedIn();
  other.frame('421["no:such"]');
  await other.hears('431[');
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(50);
  socket.leave();
  other.leave();
});

it('of pings, too, the first of a second are answered', async () => {
  const socket = await signedIn(room.ana);
  let pongs = 0;
  socket.onFrame = () => (pongs += 1);
  const sent = 1_000;
  for (let n = 0; n < sent; n += 1) socket.frame('', 0x9);
  const other = await signedIn(room.ana);
  other.frame('421["no:such"]');
  await other.hears('431[');
  expect(pongs).toBeLessThan(50);
  socket.leave();
  other.leave();
});

it('a link of which nothing comes any more is noticed within twenty seconds', async () => {
  const socket = await dial(room.luc.browser.cookieHeader);
  await socket.hears('0{"sid"');
  expect(socket.heard).toContain('"pingInterval":10000,"pingTimeout":10000');
  socket.leave();
});
