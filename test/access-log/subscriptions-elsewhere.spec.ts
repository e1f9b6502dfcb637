import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessRecordView, LogSubscription, LogSubscriptions, Page } from '@liaison/contracts';
import { Certified, JsonReceiver } from '../kit/receivers.js';
import { bootServer, type TestServer } from '../kit/server.js';
import { chosen } from '../kit/subscribed.js';
import { as, ok, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

const folder = mkdtempSync(join(tmpdir(), 'liaison-elsewhere-'));
const certified = new Certified();
const listed = join(certified.folder, 'listed.json');
const empty = join(certified.folder, 'empty.json');
const log = join(folder, 'log');
let receiver: JsonReceiver;
/** Answers requests and sends nothing: it has no log in of the log's role. */
let world: TwoAgencies;
let auditor: Person;
let senders: TestServer[] = [];

beforeAll(async () => {
  receiver = await new JsonReceiver(certified).listen();
  const address = `https://127.0.0.1:${receiver.port}/`;
  const one = { name: 'nl-siem', agency: 'NL', for: 'auditors', format: 'json', address, ca: 'ca.pem' };
  writeFileSync(listed, JSON.stringify([one]));
  writeFileSync(empty, '[]');
  world = await twoAgencies({ config: { logDir: log, logDestinations: listed } });
  auditor = await world.nl.person('auditor', 'auditor');
});
afterEach(async () => {
  for (const one of senders) await one.close();
  senders = [];
});
afterAll(async () => {
  await world.close();
  receiver.close();
  certified.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A server that makes the tree and sends by this list, as far as it is elected. */
async function sender(list: string): Promise<TestServer> {
  const { database } = world.server;
  const one = await bootServer({ database, log, config: { logDestinations: list } });
  senders.push(one);
  return one;
}
async function untilSent(): Promise<void> {
  ok(await as(auditor).get('/log'));
  const [record] = ok(await as(auditor).get<Page<AccessRecordView>>(`/log?act=log.read`)).items;
  if (!record) throw new Error('nobody has looked');
  await receiver.until(() => receiver.lines().some((line) => line.includes(record.id)));
}

it('one process sends; when it ends another one goes on, and nothing is sent twice for it', async () => {
  ok(await as(auditor).post<LogSubscription>('/log/subscriptions', await chosen(auditor, 'nl-siem')));
  const first = await sender(listed);
  await untilSent();
  await sender(listed);
  world.clock.stepSeconds(1);
  await untilSent();
  await first.close();
  senders.shift();
  world.clock.stepSeconds(1);
  await untilSent();
  const ids = receiver.lines().map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids.length).toBeGreaterThan(3);
  expect(new Set(ids).size).toBe(ids.length);
});

it('the list of the process that sends decides, whatever it said when the subscription was made', async () => {
  await sender(empty);
  const before = receiver.lines().length;
  for (;;) {
    const [one] = ok(await as(auditor).get<LogSubscriptions>('/log/subscriptions')).items;
    if (one?.problem === 'The destination is not in the operator’s list any more.') break;
  }
  expect(receiver.lines().length).toBe(before);
});
