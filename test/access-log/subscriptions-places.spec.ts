import { hash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AccessRecordDetail,
  AccessRecordView,
  LogLine,
  LogSubscription,
  LogSubscriptions,
  Page,
  Problem,
} from '@liaison/contracts';
import { asOperator, rowsOf } from '../kit/log.js';
import { Certified, JsonReceiver } from '../kit/receivers.js';
import { chosen } from '../kit/subscribed.js';
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
  one = await chooses();
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
function listed(to: JsonReceiver | null, path = '/in', more: object = {}): void {
  const address = `https://127.0.0.1:${to?.port ?? 0}${path}`;
  const place = { name: 'nl-siem', agency: 'NL', for: 'auditors', format: 'json', address, ca: 'ca.pem', ...more };
  replaced('destinations.json', JSON.stringify(to ? [place] : []));
}
function replaced(file: string, content: string | Buffer): void {
  const path = join(certified.folder, file);
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
/** What the operator's list says now, by an auditor who has looked at it. */
const chooses = async (): Promise<LogSubscription> =>
  ok(await as(auditor).post<LogSubscription>('/log/subscriptions', await chosen(auditor, 'nl-siem')));
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
const sha256 = (data: string | Buffer): string => hash('sha256', data, 'hex');
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

it('a name that leads to another host than when it was chosen has nothing sent to it', async () => {
  listed(elsewhere);
  await looked();
  const { problem } = await untilState((now) => now.problem !== null);
  const [was, is] = [receiver, elsewhere].map(({ port }) => `127.0.0.1:${port}`);
  expect(problem).toBe(
    `The destination is another than was chosen: it leads to ${is} now, and led to ${was}. If that is right, choose it again.`,
  );
  expect(elsewhere.lines()).toEqual([]);
});

it('its auditors are told at once, also when nothing is there to be sent, and again when it is right', async () => {
  await untilSent();
  // Who looked by the doors would leave a record that is to be sent.
  const untilThere = async (what: string): Promise<void> => {
    const { adminUrl } = world.server.database;
    const there = `select from log_subscription s, log_head h where s.ended_at is null and ${what}`;
    while ((await rowsOf(adminUrl, there)).length === 0);
  };
  await untilThere('h.signed = h.size and s.next = h.signed and not exists (select from access_pending)');
  listed(elsewhere);
  await untilThere("s.problem like 'The destination is another than was chosen%'");
  listed(receiver);
  await untilThere('s.problem is null');
});

describe('what is another than it was when it was chosen', () => {
  const authority = certified.read('ca.pem');
  const otherAuthority = new Certified();
  afterAll(() => otherAuthority.remove());
  afterEach(async () => {
    replaced('ca.pem', authority);
    listed(receiver);
    await as(auditor).post('/log/subscriptions', await chosen(auditor, 'nl-siem'));
  });

  it.each([
    ['a path', () => listed(receiver, '/another'), 'it has another address at'],
    ['a query', () => listed(receiver, '/in?token=secret'), 'it has another address at'],
    [
      'an authority',
      () => replaced('ca.pem', Buffer.concat([authority, otherAuthority.read('ca.pem')])),
      'other authorities may sign its certificate',
    ],
    [
      'a certificate that is shown',
      () => listed(receiver, '/in', { cert: 'cert.pem', key: 'key.pem' }),
      'it is shown another certificate',
    ],
  ])('has nothing sent to it, and goes on from there once it is chosen again: %s', async (_name, change, what) => {
    change();
    const record = await looked();
    const { problem } = await untilState((now) => now.problem !== null);
    expect(problem).toContain(`The destination is another than was chosen: ${what}`);
    expect(problem).not.toMatch(/secret|\/another/);
    expect(timesHere(record)).toBe(0);
    const again = await chooses();
    expect(again).toMatchObject({ id: one.id, madeAt: one.madeAt, problem: null });
    expect(again.place.fingerprint).not.toBe(one.place.fingerprint);
    await receiver.until(() => timesHere(record) > 0);
    expect(timesHere(record)).toBe(1);
  });

  it('is not chosen by who has seen what it was', async () => {
    const seen = await chosen(auditor, 'nl-siem');
    listed(elsewhere);
    const answer = await as(auditor).post<Problem>('/log/subscriptions', seen);
    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('than you saw')]);
    expect((await untilState(() => true)).place).toEqual(one.place);
    expect(elsewhere.lines()).toEqual([]);
  });

  it('is a record of its own, with what was agreed to', async () => {
    listed(receiver, '/another');
    const { place } = await chooses();
    const [record] = ok(await as(auditor).get<Page<AccessRecordView>>('/log?act=log.subscribe')).items;
    const { detail } = ok(await as(auditor).get<AccessRecordDetail>(`/log/records/${record?.id ?? ''}`));
    expect(detail).toEqual({ destination: 'nl-siem', host: place.host, fingerprint: place.fingerprint });
  });
});

it('an auditor is shown what can be compared with what the agency’s own people say, and no token', async () => {
  const address = `https://127.0.0.1:${receiver.port}/in?token=secret`;
  listed(receiver, '/in?token=secret');
  const { destinations } = ok(await as(auditor).get<LogSubscriptions>('/log/subscriptions'));
  const place = { format: 'json', host: `127.0.0.1:${receiver.port}`, address: sha256(address), cert: null };
  expect(destinations).toMatchObject([{ name: 'nl-siem', place: { ...place, ca: sha256(certified.read('ca.pem')) } }]);
  expect(JSON.stringify(destinations)).not.toMatch(/secret|token|\/in/);
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
