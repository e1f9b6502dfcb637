import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessRecordView, LogLine, LogSubscription, LogSubscriptions, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { recordsOf } from '../kit/log.js';
import { Certified, JsonReceiver, SyslogReceiver, type Receiver } from '../kit/receivers.js';
import { openRoom, type Room } from '../kit/room.js';
import { asIf, lockedOut, tries } from '../kit/second-lock.js';
import { said, startThread } from '../kit/talk.js';
import { chosen } from '../kit/subscribed.js';
import { as, ok, type Person } from '../kit/world.js';

const folder = mkdtempSync(join(tmpdir(), 'liaison-subscriptions-'));
const certified = new Certified();
let syslog: SyslogReceiver;
let json: JsonReceiver;
let over: JsonReceiver;
let room: Room;
let nlAuditor: Person;
let frAuditor: Person;
let oversight: Person;
let day: string;

beforeAll(async () => {
  syslog = await new SyslogReceiver(certified).listen();
  json = await new JsonReceiver(certified).listen();
  over = await new JsonReceiver(certified).listen();
  const list = join(certified.folder, 'destinations.json');
  const post = (to: Receiver) => ({ format: 'json', address: `https://127.0.0.1:${to.port}/in`, ca: 'ca.pem' });
  writeFileSync(
    list,
    JSON.stringify([
      {
        name: 'nl-siem',
        agency: 'NL',
        for: 'auditors',
        format: 'syslog',
        address: `tls://127.0.0.1:${syslog.port}`,
        ca: 'ca.pem',
        cert: 'cert.pem',
        key: 'key.pem',
      },
      { name: 'fr-siem', agency: 'FR', for: 'auditors', ...post(json) },
      { name: 'nl-over', agency: 'NL', for: 'oversight', ...post(over) },
      // Its certificate is of an authority that is not the one named.
      { name: 'fr-other', agency: 'FR', for: 'auditors', format: 'json', address: `https://127.0.0.1:${json.port}/in` },
    ]),
  );
  room = await openRoom({ log: join(folder, 'log'), config: { logDestinations: list } });
  day = room.world.clock.now().toISOString();
  nlAuditor = await room.world.nl.person('auditor', 'auditor');
  frAuditor = await room.world.fr.person('auditor', 'auditor');
  oversight = await room.world.nl.officer();
});
afterAll(async () => {
  await room.close();
  for (const one of [syslog, json, over]) one.close();
  certified.remove();
  rmSync(folder, { recursive: true, force: true });
});

const path = '/log/subscriptions';
const subscribe = async (who: Person, destination: string, more: object = {}): Promise<LogSubscription> =>
  ok(await as(who).post<LogSubscription>(path, { ...(await chosen(who, destination)), ...more }));
/** By NL's place, which is listed, with something changed. */
const asks = async (who: Person, change: object = {}) =>
  as(who).post(path, { ...(await chosen(nlAuditor, 'nl-siem')), ...change });
const list = async (who: Person): Promise<LogSubscriptions> => ok(await as(who).get<LogSubscriptions>(path));
const state = async (who: Person, { id }: LogSubscription): Promise<LogSubscription | undefined> =>
  (await list(who)).items.find((one) => one.id === id);
const shown = async (who: Person, query = ''): Promise<readonly AccessRecordView[]> =>
  ok(await as(who).get<Page<AccessRecordView>>(`/log${query}`)).items;
const asLines = (receiver: JsonReceiver): readonly LogLine[] =>
  receiver.lines().map((line) => JSON.parse(line) as LogLine);
const has = (receiver: Receiver, id: string): boolean => receiver.lines().some((line) => line.includes(id));
/** The latest record of somebody's having read a page, as both sides see it. */
async function latestPage(who: Person): Promise<string> {
  const [page] = await shown(who, '?act=thread.page');
  if (!page) throw new Error('nobody has read');
  return page.id;
}
/** Until the destination has an act of this person's that is made for it. */
async function caughtUp(receiver: Receiver, who: Person): Promise<void> {
  await shown(who);
  const [record] = await shown(who, `?act=log.read&person=${who.id}`);
  if (!record) throw new Error('nobody has looked');
  await receiver.until(() => has(receiver, record.id));
}
async function untilState(
  who: Person,
  one: LogSubscription,
  is: (now: LogSubscription) => boolean,
): Promise<LogSubscription> {
  for (;;) {
    const now = await state(who, one);
    if (now && is(now)) return now;
  }
}
/** Somebody of NL writes and somebody of FR reads it. */
async function talk(words: string): Promise<void> {
  room.world.clock.stepSeconds(1);
  const ana = await room.desk(room.ana, room.all);
  const thread = await startThread(ana, room.all, words);
  await said(ana, room.all, thread, words);
  ok(await as(room.luc).get(`/threads/${thread}/messages?ground=${encodeURIComponent('Victim identification')}`));
}

describe('an agency’s subscription', () => {
  let nl: LogSubscription;
  let fr: LogSubscription;

  it('is made, looked at, set back and ended by its auditors, and each is a record', async () => {
    const records = await recordsOf(room, async () => {
      nl = await subscribe(nlAuditor, 'nl-siem');
      fr = await subscribe(frAuditor, 'fr-siem');
    });
    expect(records.filter(({ act }) => act === 'log.subscribe')).toMatchObject([
      { class: 'log_access', person: nlAuditor.id, objects: [{ type: 'log_subscription', id: nl.id }] },
      { class: 'log_access', person: frAuditor.id, objects: [{ type: 'log_subscription', id: fr.id }] },
    ]);
    expect(nl).toMatchObject({ destination: 'nl-siem', operation: null, madeBy: { id: nlAuditor.id }, problem: null });
    const { destinations, items } = await list(nlAuditor);
    expect(destinations).toEqual([{ name: 'nl-siem', place: nl.place }]);
    expect(nl.place).toMatchObject({ format: 'syslog', host: `127.0.0.1:${syslog.port}` });
    expect(items.map(({ id }) => id)).toEqual([nl.id]);
  });

  it('carries from then on what the log shows its auditor, word for word, and no content', async () => {
    await talk('marsupial words');
    await caughtUp(json, frAuditor);
    const views = new Map((await shown(frAuditor)).map((view) => [view.id, view]));
    const lines = asLines(json);
    expect(lines.map(({ seenAs }) => seenAs)).toContain('person');
    for (const line of lines) {
      const view = views.get(line.id);
      if (!view) throw new Error(`${line.act} is not shown`);
      expect(line).toMatchObject(view);
      expect(Object.keys(line).sort()).toEqual([...Object.keys(view), 'detail', 'n'].sort());
    }
    expect(json.lines().join()).not.toContain('marsupial');
    expect(lines.every(({ seenAs, address }) => seenAs === 'person' || address === null)).toBe(true);
  });

  it('leaves no record out and puts them in the order of entries: numbers without a gap', async () => {
    ok(await as(frAuditor).post(`${path}/${fr.id}/resend`, { from: day }));
    await caughtUp(json, frAuditor);
    const numbers = new Map<string | null, number[]>();
    const seen = new Set<string>();
    for (const { id, operation, n } of asLines(json).toReversed()) {
      if (seen.has(id)) continue;
      seen.add(id);
      numbers.set(operation, [n, ...(numbers.get(operation) ?? [])]);
    }
    expect(numbers.size).toBe(2);
    for (const list of numbers.values()) expect(list).toEqual(list.map((_, at) => (list[0] ?? 0) + at));
    const all = await shown(frAuditor, '?class=consultation');
    for (const { id } of all) expect(seen.has(id)).toBe(true);
  });

  it('as syslog is a message each, with the same records', async () => {
    await caughtUp(syslog, nlAuditor);
    const told = syslog.lines().map((line) => / record="([^"]+)"/.exec(line)?.[1]);
    expect(told).toContain(await latestPage(nlAuditor));
    for (const line of syslog.lines())
      expect(line).toMatch(/^<1(08|09|10)>1 \S+Z 127\.0\.0\.1\S* liaison - [a-z._]+ \[liaison@32473 record=/);
    expect(syslog.lines().join()).not.toContain('marsupial');
    expect(await untilState(nlAuditor, nl, ({ sentAt }) => sentAt !== null)).toMatchObject({ problem: null });
  });

  describe.each(['rude', 'deaf', 'refusing'] as const)('whose destination is %s', (manner) => {
    it('loses nothing, says so, and holds up nobody else', async () => {
      const receiver = manner === 'refusing' ? json : syslog;
      const [who, one] = manner === 'refusing' ? [frAuditor, fr] : [nlAuditor, nl];
      const [other, others] = manner === 'refusing' ? [syslog, nlAuditor] : [json, frAuditor];
      await caughtUp(receiver, who);
      receiver.manner = manner;
      await talk(`words while ${manner}`);
      await caughtUp(other, others);
      const page = await latestPage(who);
      const stuck = await untilState(who, one, ({ waitingSince, problem }) =>
        manner === 'deaf' ? waitingSince !== null : problem !== null,
      );
      expect(stuck.waitingSince).not.toBeNull();
      if (manner === 'refusing') expect(stuck.problem).toBe('The destination answered 503.');
      if (manner === 'rude') expect(stuck.problem).toMatch(/^The destination (cannot be reached|hung up)/);
      receiver.manner = 'well';
      if (manner === 'deaf') receiver.drop();
      await receiver.until(() => has(receiver, page));
      await caughtUp(receiver, who);
      await untilState(who, one, ({ problem }) => problem === null);
    });
  });

  it('to a destination whose certificate is another authority’s sends nothing', async () => {
    const one = await subscribe(frAuditor, 'fr-other');
    const { problem } = await untilState(frAuditor, one, (now) => now.problem !== null);
    expect(problem).toMatch(/^The destination cannot be reached \(.*(CERT|VERIFY).*\)\.$/);
    ok(await as(frAuditor).delete(`${path}/${one.id}`));
  });

  it('ends, and then nothing more is sent; what it was stays to be seen', async () => {
    await caughtUp(json, frAuditor);
    const [record] = await recordsOf(room, async () => void ok(await as(frAuditor).delete(`${path}/${fr.id}`)));
    expect(record).toMatchObject({ class: 'log_access', act: 'log.unsubscribe', person: frAuditor.id });
    await talk('after the end');
    await caughtUp(syslog, nlAuditor);
    const page = await latestPage(frAuditor);
    expect(has(json, page)).toBe(false);
    expect(await state(frAuditor, fr)).toMatchObject({ endedBy: { id: frAuditor.id } });
    expect(await as(frAuditor).post(`${path}/${fr.id}/resend`, { from: day })).toMatchObject({ status: 404 });
  });

  it.each([
    ['an address of one’s own', () => asks(nlAuditor, { destination: 'tls://127.0.0.1:1' }), 400],
    ['another agency’s destination', () => asks(nlAuditor, { destination: 'fr-siem' }), 400],
    ['oversight’s destination', () => asks(nlAuditor, { destination: 'nl-over' }), 400],
    ['an operation, by an auditor', () => asks(nlAuditor, { operation: room.operation.id }), 404],
    ['the same twice', () => asks(nlAuditor), 409],
    ['no place that was seen', () => as(nlAuditor).post(path, { destination: 'nl-siem' }), 400],
    ['another place than is listed', () => asks(nlAuditor, { fingerprint: 'a'.repeat(64) }), 409],
    ['ending another agency’s', () => as(frAuditor).delete(`${path}/${nl.id}`), 404],
    ['setting back another agency’s', () => as(frAuditor).post(`${path}/${nl.id}/resend`, { from: day }), 404],
    ['setting back to no moment', () => as(nlAuditor).post(`${path}/${nl.id}/resend`, { from: 'yesterday' }), 400],
    ['ending what is not there', () => as(nlAuditor).delete(`${path}/${newId()}`), 404],
    ['anything, by a coordinator', () => asks(room.world.nl.coordinator), 403],
  ])('%s is refused', async (_name, act, status) => {
    expect(await act()).toMatchObject({ status });
  });
});

describe('oversight', () => {
  it('has one for one operation that its agency hosts, and it carries that operation alone', async () => {
    const place = await chosen(oversight, 'nl-over');
    expect(await as(oversight).post(path, place)).toMatchObject({ status: 400 });
    const foreign = { ...place, operation: newId() };
    expect(await as(oversight).post(path, foreign)).toMatchObject({ status: 404 });
    await subscribe(oversight, 'nl-over', { operation: room.operation.id });
    await talk('overseen');
    const page = await latestPage(oversight);
    await over.until(() => has(over, page));
    for (const line of asLines(over)) expect(line).toMatchObject({ operation: room.operation.id, seenAs: 'oversight' });
    expect(await list(oversight)).toMatchObject({
      destinations: [{ name: 'nl-over' }],
      items: [{ destination: 'nl-over' }],
    });
    expect((await list(nlAuditor)).items.map(({ destination }) => destination)).not.toContain('nl-over');
  });
});

describe('by the second lock alone', () => {
  const served = () => room.world;
  const any = `(select '${newId()}'::uuid)`;

  it.each([
    ['lines', `select * from lines_of_subscription(${any}, 1, 1)`],
    ['places', `select move_subscription(${any}, 0, 0, null, null)`],
    ['the list of all', 'select * from live_subscriptions()'],
    ['the table', 'select * from log_subscription'],
    ['writing it', `update log_subscription set next = 0`],
  ])('the application has no %s', async (_name, statement) => {
    expect(await tries(served(), nlAuditor, statement)).toMatchObject(lockedOut);
  });

  it('nobody but the auditors of a side subscribes, sets back, ends or looks', async () => {
    const { id } = (await list(nlAuditor)).items[0] ?? { id: '' };
    const values = [newId(), 'nl-siem', '{}'];
    for (const who of [null, room.ana, room.world.nl.coordinator, frAuditor]) {
      const did = await asIf(served(), who, async (tx) => [
        who === frAuditor ? false : await tx.row('select subscribe_to_log($1, $2, $3, null) as did', values),
        await tx.row('select resend_log($1, $2) as did', [id, day]),
        await tx.row('select unsubscribe_from_log($1) as did', [id]),
        await tx.rows('select * from subscriptions_of_my_scope($1, 10)', [id]),
      ]);
      expect(did).toEqual([who === frAuditor ? false : { did: null }, { did: null }, { did: null }, []]);
    }
  });
});
