import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@liaison/domain';
import { LogFolder } from '../../../apps/server/src/platform/log-folder/log-folder.js';
import { Sequencing } from '../../../apps/server/src/access-log/tree/sequencing.js';
import { Config } from '../../../apps/server/src/platform/config/config.js';
import { rootLog } from '../../../apps/server/src/platform/logging/log.js';
import { Metrics } from '../../../apps/server/src/platform/metrics/metrics.js';
import { Grove } from '../../kit/tree.js';

let grove: Grove;
let running: Sequencing[] = [];

beforeEach(async () => {
  grove = await Grove.plant();
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.beforeApplicationShutdown()));
  running = [];
  await grove.close();
});

/** As a server does it that has the log's log in. */
async function start(values: Partial<Config> = {}): Promise<Sequencing> {
  const { appUrl, logUrl } = grove.database;
  const config = new Config({ databaseUrl: appUrl, databaseLogUrl: logUrl, logDir: grove.path, ...values });
  const one = new Sequencing(config, new Metrics(config), systemClock);
  await one.onApplicationBootstrap();
  running.push(one);
  return one;
}

/** Jest's own limit ends a wait in vain. */
async function untilSigned(size: number): Promise<void> {
  while ((await grove.count(`log_head where signed = ${size}`)) === 0);
}

async function expectWhole(size: number): Promise<void> {
  expect(await grove.halted()).toBeNull();
  expect(await grove.checkpoint()).toMatchObject({ size });
  expect(await grove.damages()).toEqual([]);
}

it('what waits is signed by whoever is elected, and when that server ends by another one', async () => {
  const first = await start();
  await grove.records(5);
  await untilSigned(5);
  await start();
  await grove.records(5);
  await untilSigned(10);
  await first.beforeApplicationShutdown();
  await grove.records(5);
  await untilSigned(15);
  await expectWhole(15);
});

it('when every connection is ended they come back, and one of them goes on', async () => {
  await start();
  await start();
  await grove.records(5);
  await untilSigned(5);
  await grove.admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'liaison log' and datname = current_database()",
  );
  await grove.records(5);
  await untilSigned(10);
  await expectWhole(10);
});

it.each<[string, string, (path: string) => unknown]>([
  ['cannot be understood', 'line 1 of the policy names a quorum that', (path) => writeFileSync(path, 'quorum some\n')],
  ['is a folder', 'policy cannot be read (EISDIR)', (path) => mkdirSync(path)],
])('a policy that %s stops nothing for good: once it is mended what waited is signed', async (_name, words, put) => {
  await start();
  await grove.records(1);
  await untilSigned(1);
  const folder = new LogFolder(grove.path);
  const policy = (await folder.read('policy')) ?? new Uint8Array();
  const told: string[] = [];
  const spy = jest
    .spyOn(rootLog, 'error')
    .mockImplementation((_of: unknown, said?: string) => void told.push(said ?? ''));
  await folder.clear(['policy']);
  put(join(grove.path, 'policy'));
  await grove.records(1);
  while (!told.some((said) => said.includes(words))) await grove.count('log_head');
  spy.mockRestore();
  rmSync(join(grove.path, 'policy'), { recursive: true });
  await folder.write(new Map([['policy', policy]]));
  await untilSigned(2);
  await expectWhole(2);
});

it('a server that is given another name for the log does not start', async () => {
  await grove.takeAll();
  await expect(start({ logOrigin: 'other.example/log' })).rejects.toThrow(
    'LIAISON_LOG_ORIGIN must stay liaison.test/log',
  );
});
