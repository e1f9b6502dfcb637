import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@liaison/contracts';
import { StandingCheck } from '../../../apps/server/src/access-log/tree/standing-check.js';
import { freePort } from '../../../apps/server/src/platform/embedded-postgres/access.js';
import { LogFolder } from '../../../apps/server/src/platform/log-folder/log-folder.js';
import { Browser } from '../../kit/browser.js';
import { freshDatabase, type TestDatabase } from '../../kit/database.js';
import { asOperator, rowsOf, untilSigned } from '../../kit/log.js';
import { recorded } from '../../kit/recorded.js';
import { bootServer, type TestServer } from '../../kit/server.js';
import { ok, twoAgencies, type TwoAgencies } from '../../kit/world.js';

let database: TestDatabase;
let folder: string;
let metricsPort: number;
let world: TwoAgencies;
let second: TestServer | null;

/** A log whose first tile is whole, and behind which it has grown on. */
beforeEach(async () => {
  [database, folder, second] = [await freshDatabase(), await mkdtemp(join(tmpdir(), 'liaison-log-')), null];
  metricsPort = await freePort();
  world = await twoAgencies({ database, log: folder, config: { metricsPort } });
  const act = { at: world.clock.now(), person: world.administrator.id, agency: world.nl.id };
  await recorded(
    world.server,
    Array.from({ length: 270 }, () => act),
  );
  await untilSigned({ world });
});
afterEach(async () => {
  await (second ?? world).close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const restart = async (): Promise<TestServer> => {
  await world.close();
  return (second = await bootServer({ database, log: folder, config: { metricsPort } }));
};

const ready = async (server: TestServer): Promise<{ readonly status: string }> =>
  (await (await fetch(`${server.url}/health/ready`)).json()) as { status: string };

const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
/** In seconds since the epoch; 0 while nothing was looked through. */
const checkedAt = (): Promise<number> => metric('liaison_log_checked_timestamp_seconds');

/** Why; jest's own limit ends a wait in vain. */
async function halted(server: TestServer): Promise<string> {
  while ((await ready(server)).status !== 'read_only');
  const [head] = await rowsOf<{ halted: string }>(database.adminUrl, 'select halted from log_head');
  return head?.halted ?? '';
}
async function checkedAfter(before: number): Promise<number> {
  for (;;) {
    const at = await checkedAt();
    if (at > before) return at;
  }
}

/** What the check finds, or null once it has looked through all. */
async function foundIn(looked: LogFolder): Promise<string | null> {
  const over = new AbortController();
  const metrics = { logChecked: () => over.abort() };
  const check = new StandingCheck({ logUrl: database.logUrl, folder: looked, clock: world.clock, metrics });
  const makesTheTree = (): boolean => {
    if (check.found !== null) over.abort();
    return true;
  };
  await check.run(makesTheTree, over.signal);
  return check.found;
}

const flipTile = async (): Promise<void> => {
  const path = join(folder, 'tile/0/000');
  const bytes = await readFile(path);
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  await writeFile(path, bytes);
};
const record = '(select record from access_entry where entry = 7)';

it.each<[string, () => Promise<void>, string]>([
  [
    'row',
    () => asOperator({ world }, `update access_record set act = 'message.post' where id = ${record}`),
    "access_entry 7 its record's row has another act",
  ],
  ['tile', flipTile, 'tile/0/000 hash 0 does not follow from entry 0 of tile/entries/000'],
])('an old %s that was changed is found at the next start, named, and nobody writes', async (_what, harm, reason) => {
  await harm();
  const server = await restart();
  expect(await halted(server)).toContain(reason);
  const browser = new Browser(server);
  const { signInName, password } = world.administrator;
  const firstCoordinator = { name: 'Some Body', handle: 'some.body', signInName: 'some.body@be' };
  const agency = { code: 'BE', name: 'Agency BE', country: 'BE', firstCoordinator };
  ok(await browser.post('/session', { signInName, password }));
  const refused = await browser.post<Problem>('/agencies', agency);
  expect([refused.status, refused.body.reason]).toEqual([503, 'log_halted']);
});

it('it is looked at again each day, and at once when a halt was lifted', async () => {
  const { server, clock } = world;
  await checkedAfter(0);
  await flipTile();
  clock.stepDays(1);
  expect(await halted(server)).toContain('tile/0/000');
  await asOperator({ world }, 'update log_head set halted = null, halted_at = null');
  while ((await rowsOf(database.adminUrl, 'select from log_head where halted is null')).length > 0);
  expect(await halted(server)).toContain('tile/0/000');
});

it('a log that is whole goes on, and says when it was looked through', async () => {
  const server = await restart();
  const before = server.clock.now().getTime() / 1_000;
  expect(await checkedAfter(0)).toBe(before);
  server.clock.stepDays(1);
  expect(await checkedAfter(before)).toBe(before + 86_400);
  expect((await ready(server)).status).not.toBe('read_only');
});

it('what is found once and not again halts nothing', async () => {
  await world.close();
  await flipTile();
  const looked: (Uint8Array | null)[] = [];
  const mended = new LogFolder(folder);
  const flickering = Object.assign(new LogFolder(folder), {
    read: async (name: string) => {
      const bytes = await mended.read(name);
      if (name === 'tile/0/000' && looked.push(bytes) === 1) await flipTile();
      return bytes;
    },
  });
  second = await bootServer({ database });
  const over = new AbortController();
  const metrics = { logChecked: () => over.abort() };
  const check = new StandingCheck({ logUrl: database.logUrl, folder: flickering, clock: second.clock, metrics });
  await check.run(() => true, over.signal);
  expect(looked.map((bytes) => bytes?.[5] === looked.at(-1)?.[5])).toEqual([false, true]);
  expect(check.found).toBeNull();
});

it('a disk that gives no answer for a while halts nothing, and is asked again', async () => {
  const disk = new LogFolder(folder);
  const asked: string[] = [];
  const away = Object.assign(new LogFolder(folder), {
    read: (name: string) => {
      if (name !== 'tile/0/000' || asked.push(name) > 1) return disk.read(name);
      world.clock.stepMinutes(2);
      return Promise.reject(Object.assign(new Error('stale'), { code: 'ESTALE' }));
    },
  });
  expect([await foundIn(away), asked.length]).toEqual([null, 2]);
});

it('a disk that gives no answer for one file hides no row from it', async () => {
  await asOperator({ world }, `update access_record set act = 'message.post' where id = ${record}`);
  const disk = new LogFolder(folder);
  const noAnswer = Object.assign(new Error('no answer'), { code: 'EIO' });
  const bad = Object.assign(new LogFolder(folder), {
    read: (name: string) => (name === 'tile/entries/000' ? Promise.reject(noAnswer) : disk.read(name)),
  });
  expect(await foundIn(bad)).toContain("access_entry 7 its record's row has another act");
});

it('a halt that was lifted while it is being looked at has it looked at again', async () => {
  const over = new AbortController();
  let times = 0;
  const logChecked = (): void => {
    times += 1;
    if (times === 2) over.abort();
    check.anew();
  };
  const means = { logUrl: database.logUrl, folder: new LogFolder(folder), clock: world.clock, metrics: { logChecked } };
  const check = new StandingCheck(means);
  await check.run(() => true, over.signal);
  expect(times).toBe(2);
});

it('while the tree cannot be made it is looked at all the same, and what waits is seen to wait', async () => {
  await asOperator({ world }, 'revoke insert on access_entry from liaison_log');
  await flipTile();
  const server = await restart();
  await recorded(server, [{ at: server.clock.now(), person: world.administrator.id, agency: world.nl.id }]);
  server.clock.stepMinutes(3);
  while ((await metric('liaison_log_oldest_waiting_seconds')) < 180);
  expect(await halted(server)).toContain('tile/0/000');
});
