import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogLine, LogSubscription } from '@liaison/contracts';
import { SubscriptionSession, type Batch, type LiveSubscription } from '@liaison/persistence';
import { Certified, JsonReceiver } from '../kit/receivers.js';
import { chosen } from '../kit/subscribed.js';
import { as, ok, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

/** What a batch is cut by. The server's own sending is refused all along, so that the place is this test's to move. */
const folder = mkdtempSync(join(tmpdir(), 'liaison-batches-'));
const certified = new Certified();
let receiver: JsonReceiver;
let world: TwoAgencies;
let session: SubscriptionSession;
let subscription: LogSubscription;
let start: number;

beforeAll(async () => {
  receiver = await new JsonReceiver(certified).listen();
  receiver.manner = 'refusing';
  const list = join(certified.folder, 'destinations.json');
  const address = `https://127.0.0.1:${receiver.port}/`;
  const place = { name: 'nl-siem', agency: 'NL', for: 'auditors', format: 'json', address, ca: 'ca.pem' };
  writeFileSync(list, JSON.stringify([place]));
  world = await twoAgencies({ log: join(folder, 'log'), config: { logDestinations: list } });
  const auditor = await world.nl.person('auditor', 'auditor');
  const fr = await world.fr.person('auditor', 'auditor');
  subscription = ok(await as(auditor).post<LogSubscription>('/log/subscriptions', await chosen(auditor, 'nl-siem')));
  session = await SubscriptionSession.open(world.server.database.logUrl);
  // Another agency's entries lie between.
  for (let n = 0; n < 12; n += 1) for (const who of [auditor, fr]) await looks(who);
  await untilAllIsSigned();
  start = (await live()).next;
});
afterEach(async () => {
  expect(await session.move(await live(), start, null)).toBe(true);
});
afterAll(async () => {
  await session.close();
  await world.close();
  receiver.close();
  certified.remove();
  rmSync(folder, { recursive: true, force: true });
});

const looks = async (who: Person): Promise<unknown> => ok(await as(who).get('/log?act=log.read'));

async function live(): Promise<LiveSubscription> {
  const one = (await session.live()).find(({ id }) => id === subscription.id);
  if (!one) throw new Error('it is not there');
  return one;
}
async function untilAllIsSigned(): Promise<void> {
  for (;;) {
    const one = await live();
    const { lines } = await session.lines(one, one.signed, Number.MAX_SAFE_INTEGER);
    if (lines.filter(({ act }) => act === 'log.read').length >= 12) return;
  }
}
/** Batch by batch from where it stands to the end, as the sending process goes. */
async function walked(until: (one: LiveSubscription) => number, mostBytes: number): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  const { signed } = await live();
  for (let one = await live(); one.next < signed; one = await live()) {
    const batch = await session.lines(one, Math.min(until(one), signed), mostBytes);
    expect(batch.next).toBeGreaterThan(one.next);
    expect(await session.move(one, batch.next, null)).toBe(true);
    batches.push(batch);
  }
  return batches;
}
const idsOf = (batches: readonly Batch[]): readonly string[] =>
  batches.flatMap(({ lines }) => lines.map(({ id }: LogLine) => id));

it.each([
  ['by bytes, a line each', () => Number.MAX_SAFE_INTEGER, 1],
  ['by bytes, some lines each', () => Number.MAX_SAFE_INTEGER, 1_500],
  ['by entries', ({ next }: LiveSubscription) => next + 3, Number.MAX_SAFE_INTEGER],
  ['by both, whichever comes first', ({ next }: LiveSubscription) => next + 5, 600],
])('cut %s, batches lose nothing, have nothing twice, and keep the order', async (_name, until, mostBytes) => {
  const first = await live();
  const whole = await session.lines(first, first.signed, Number.MAX_SAFE_INTEGER);
  const batches = await walked(until, mostBytes);
  expect(batches.length).toBeGreaterThan(3);
  expect(idsOf(batches)).toEqual(idsOf([whole]));
  const numbers = whole.lines.map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
});
