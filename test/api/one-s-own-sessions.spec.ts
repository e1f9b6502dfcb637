import { connect, type Socket } from 'node:net';
import type { SessionView } from '@liaison/contracts';
import { RequestTurns } from '../../apps/server/src/platform/sessions/request-turns.js';
import { Browser } from '../kit/browser.js';
import { send } from '../kit/import.js';
import { registry, type Registry } from '../kit/registry.js';
import { as, ok } from '../kit/world.js';

let world: Registry;
beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

/** The head of a file whose rest never comes. */
const unending = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('a;b\n')) });

/** One line on which more is asked than is answered. */
function pipelined({ url }: Registry['server'], cookie: string | null): Socket {
  const line = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  line.write(`GET /api/v1/operations HTTP/1.1\r\nHost: liaison\r\nCookie: ${cookie ?? ''}\r\n\r\n`.repeat(20));
  return line;
}

it('whoever has all of a person’s requests under way does not keep them from ending that session, and gets no more', async () => {
  const { lead } = world;
  const turns = world.server.app.get(RequestTurns, { strict: false });
  const cut = Array.from({ length: 8 }, () => send(world, lead, 'POST', '/inspect', unending()).catch(() => 'cut'));
  while (!turns.isFull(lead.id)) await as(lead).get('/me');
  const line = pipelined(world.server, as(lead).cookieHeader);
  const waiting = as(lead)
    .get('/operations')
    .catch(() => 'cut');
  const own = new Browser(world.server);
  ok(await own.post('/session', { signInName: lead.signInName, password: lead.password }));
  const sessions = ok(await own.get<readonly SessionView[]>('/me/sessions'));
  for (const { id } of sessions.filter(({ current }) => !current)) ok(await own.delete(`/me/sessions/${id}`));
  expect(await Promise.all([...cut, waiting])).toEqual(Array(9).fill('cut'));
  line.destroy();
  expect((await own.get('/operations')).status).toBe(200);
});
