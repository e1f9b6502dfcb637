import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessRecordView, LogLine, LogSubscription, LogSubscriptions, Page } from '@liaison/contracts';
import { asOperator } from '../kit/log.js';
import { Certified, JsonReceiver } from '../kit/receivers.js';
import { as, ok, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

/** Where it goes, by the operator's list of now and the auditors' choice; and what of it went before the server fell. */
const folder = mkdtempSync(join(tmpdir(), 'liaison-places-'));
const certified = new Certified();
const list = join(certified.folder, 'destinations.json');
let receiver: JsonReceiver;
let elsewhere: JsonReceiver;
let world: TwoAgencies;
let auditor: Person;
let one: LogSubscription;
let day: string;

beforeAll(async () => {
  receiver = await new JsonReceiver(certified).listen();
  elsewhere = await new JsonReceiver(certified).listen();
  listed(receiver);
  world = await twoAgencies({ log: join(folder, 'log'), config: { logDestinations: list } });
  day = world.clock.now().toISOString();
  auditor = await world.nl.person('auditor', 'auditor');
  one = ok(await as(auditor).post<LogSubscription>('/log/subscriptions', { destination: 'nl-siem' }));
  await untilSent();
});
afterEach(async () => {
  listed(receiver);
  await untilState(({ problem }) => problem === null);
});
afterAll(async () => {
  await world.close();
  for (const each of [receiver, elsewhere]) each.close();
  certified.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The operator's list from now on, whole at every moment; null: nothing is in it. */
function listed(to: JsonReceiver | null): void {
  const address = `https://127.0.0.1:${to?.port ?? 0}/in`;
  const all = to ? [{ name: 'nl-siem', agency: 'NL', for: 'auditors', format: 'json', address, ca: 'ca.pem' }] : [];
  writeFileSync(`${list}.new`, JSON.stringify(all));
  renameSync(`${list}.new`, list);
}
/** A record that is made for it. */
async function looked(): Promise<string> {
  world.clock.stepSeconds(1);
  ok(await as(auditor).get('/log'));
  const [record] = ok(await as(auditor).get<Page<AccessRecordView>>('/log?act=log.read')).items;
  if (!record) throw new Error('nobody has looked');
  return record.id;
}
const timesHere = (record: string, at = receiver): number =>
  at.lines().filter((line) => (JSON.parse(line) as LogLine).id === record).length;
async function untilSent(times = 1): Promise<string> {
  const record = await looked();
  await receiver.until(() => timesHere(record) >= times);
  return record;
}
async function untilState(is: (now: LogSubscription) => boolean): Promise<LogSubscription> {
  for (;;) {
    const { items } = ok(await as(auditor).get<LogSubscriptions>('/log/subscriptions'));
    const now = items.find(({ id }) => id === one.id);
    if (now && is(now)) return now;
  }
}

it('a place that is taken out of the list has nothing sent to it any more, without a restart', async () => {
  listed(null);
  const record = await looked();
  const { problem } = await untilState((now) => now.problem !== null);
  expect(problem).toBe('The destination is not in the operator’s list any more.');
  expect(timesHere(record)).toBe(0);
  listed(receiver);
  await receiver.until(() => timesHere(record) === 1);
});

it('a name that leads to another address than when it was chosen has nothing sent to it', async () => {
  listed(elsewhere);
  await looked();
  const { problem } = await untilState((now) => now.problem !== null);
  const [was, is] = [receiver, elsewhere].map(({ port }) => `127.0.0.1:${port}`);
  expect(problem).toBe(
    `The destination leads to ${is} now, and led to ${was} when it was chosen: if that is right, stop sending and choose it again.`,
  );
  expect(elsewhere.lines()).toEqual([]);
});

it('a list that cannot be read sends nothing, and goes on when it can', async () => {
  writeFileSync(list, '{');
  const record = await looked();
  const { problem } = await untilState((now) => now.problem !== null);
  expect(problem).toBe('The destination is in a list of the operator’s that cannot be read now.');
  listed(receiver);
  await receiver.until(() => timesHere(record) === 1);
});

it('what was taken, and not marked as taken, is sent again: at least once', async () => {
  const right = 'execute on function move_subscription';
  await asOperator({ world }, `revoke ${right} from liaison_log`);
  const record = await untilSent();
  await asOperator({ world }, `grant ${right} to liaison_log`);
  await receiver.until(() => timesHere(record) >= 2);
});

it('who sends it back while a batch is on its way wins', async () => {
  const early = ok(await as(auditor).get<Page<AccessRecordView>>('/log?act=log.subscribe')).items[0]?.id ?? '';
  const before = timesHere(early);
  receiver.beforeAnswer = async () => {
    receiver.beforeAnswer = () => Promise.resolve();
    ok(await as(auditor).post(`/log/subscriptions/${one.id}/resend`, { from: day }));
  };
  await looked();
  await receiver.until(() => timesHere(early) > before);
});
