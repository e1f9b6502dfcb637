import { Doors, type Door } from '../../apps/server/src/platform/doors/doors.js';
import { nobody } from '../kit/world.js';
import { room, type Room } from '../kit/operation.js';

/** Doors for which nobody has to be somebody. */
const open = ['GET session', 'POST session', 'POST set-password', 'GET health/live', 'GET health/ready'];
let world: Room;
let doors: readonly { readonly method: string; readonly path: string; readonly door: Door }[];

beforeAll(async () => {
  world = await room();
  const found = world.server.app.get(Doors, { strict: false }).list();
  doors = found
    .filter(({ kind }) => kind === 'http')
    .map((door) => {
      const [method = '', route = ''] = door.name.split(' ');
      return { method, path: `/${route.replace(/:\w+/g, nobody)}`, door };
    });
});
afterAll(() => world.close());

it('no door opens without a session, but those that cannot ask for one', async () => {
  const guarded = doors.filter(({ door }) => !open.includes(door.name));
  expect(guarded.length).toBeGreaterThan(40);
  for (const { method, path, door } of guarded) {
    const answer = await world.stranger().send(method, path);
    expect([door.name, answer.status]).toEqual([door.name, 401]);
  }
});

it('no write is taken from another site, or without the header that forms cannot send (CVE-2024-40886)', async () => {
  for (const { method, path, door } of doors.filter((one) => one.method !== 'GET')) {
    const foreign = await world.ana.browser.send(method, path, {}, { Origin: 'https://elsewhere.example' });
    const bare = await world.ana.browser.send(method, path, {}, { 'X-Liaison': '' });
    expect([door.name, foreign.status, bare.status]).toEqual([door.name, 403, 403]);
  }
});

it('a locked screen answers nothing but unlocking and leaving', async () => {
  world.clock.stepMinutes(31);
  const answered = ['POST session/unlock', 'DELETE session', ...open];
  for (const { method, path, door } of doors.filter((one) => !answered.includes(one.door.name))) {
    const answer = await world.luc.browser.send(method, path);
    expect([door.name, answer.status, (answer.body as { reason?: string }).reason]).toEqual([door.name, 401, 'locked']);
  }
});
