import type { Me } from '@liaison/contracts';
import { FoundInstallation } from '../../apps/server/src/identity/found-installation.js';
import { Browser } from '../kit/browser.js';
import { freshDatabase, type TestDatabase } from '../kit/database.js';
import { bootServer, type TestServer } from '../kit/server.js';
import { ok } from '../kit/world.js';

let database: TestDatabase;
const servers: TestServer[] = [];

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await database.drop();
});

async function boot(demo: boolean): Promise<TestServer> {
  const server = await bootServer({ database, config: { demo, databaseOwnerUrl: database.ownerUrl } });
  servers.push(server);
  return server;
}
const founding = (server: TestServer): FoundInstallation => server.app.get(FoundInstallation, { strict: false });
const tokenOf = (path: string): string => path.split('#')[1] ?? '';

it('an empty installation gets one administrator, by a link that each start renews until it is used', async () => {
  const server = await boot(false);
  const first = await founding(server).run();
  const second = await founding(server).run();
  const set = (path = '') =>
    new Browser(server).post('/set-password', { token: tokenOf(path), password: 'a long password' });
  expect((await set(first?.link.path)).status).toBe(404);
  expect((await set(second?.link.path)).status).toBe(204);
  expect(await founding(server).run()).toBeNull();
  const me = ok(
    await new Browser(server).post<Me>('/session', { signInName: second?.signInName, password: 'a long password' }),
  );
  expect(me).toMatchObject({ installationDuties: ['administrator'], duties: [], demonstration: false });
});

it('a demonstration is stamped for ever, and nothing else can become one', async () => {
  await founding(await boot(false)).run();
  await expect(founding(await boot(true)).run()).rejects.toThrow(/LIAISON_DEMO must be false/);
  await database.drop();
  database = await freshDatabase();
  await founding(await boot(true)).run();
  const later = await boot(false);
  const again = await founding(later).run();
  const token = tokenOf(again?.link.path ?? '');
  ok(await new Browser(later).post('/set-password', { token, password: 'a long password' }));
  const input = { signInName: again?.signInName, password: 'a long password' };
  expect(ok(await new Browser(later).post<Me>('/session', input)).demonstration).toBe(true);
});
