import { setTimeout as pause } from 'node:timers/promises';
import type { BenchDatabase } from '../stage/database.js';
import type { BenchServer } from '../stage/server.js';
import { senders, type Crowd } from './crowd.js';
import type { Deliveries } from './deliveries.js';
import { spread, type Spread } from './spread.js';

/** Seconds of processor time, and the wall's. */
interface Spent {
  readonly wall: number;
  readonly server: number;
  readonly database: number;
  readonly driver: number;
}

export interface Saturation {
  readonly messagesPerSecond: number;
  readonly deliveriesPerSecond: number;
  /** Server and database, in seconds. */
  readonly cpuPerThousandDeliveries: number;
  /** Share of one core that each used meanwhile. */
  readonly busy: { readonly server: number; readonly database: number; readonly driver: number };
}

export interface Latency {
  readonly acknowledged: Spread;
  readonly allDelivered: Spread;
}

const spent = (server: BenchServer, database: BenchDatabase): Spent => {
  const { user, system } = process.cpuUsage();
  return {
    wall: performance.now() / 1_000,
    server: server.cpu(),
    database: database.cpu(),
    driver: (user + system) / 1e6,
  };
};

/** Every sender posts its next message when the last one is acknowledged. Counted between warm-up and the end. */
export async function saturate(
  crowd: Crowd,
  server: BenchServer,
  database: BenchDatabase,
  seconds: { readonly warm: number; readonly measure: number },
): Promise<Saturation> {
  const deliveries = crowd.begin();
  const state = { going: true };
  const again = (sender: number) => (): void => {
    if (state.going) crowd.post(sender, again(sender));
  };
  for (let sender = 0; sender < senders; sender += 1) again(sender)();
  await pause(seconds.warm * 1_000);
  const [before, deliveredBefore] = [spent(server, database), deliveries.delivered];
  await pause(seconds.measure * 1_000);
  const [after, deliveredAfter] = [spent(server, database), deliveries.delivered];
  state.going = false;
  await crowd.settle();
  return saturation(before, after, deliveredAfter - deliveredBefore, crowd.size);
}

function saturation(before: Spent, after: Spent, delivered: number, members: number): Saturation {
  const wall = after.wall - before.wall;
  const [server, database, driver] = [
    after.server - before.server,
    after.database - before.database,
    after.driver - before.driver,
  ];
  return {
    messagesPerSecond: delivered / members / wall,
    deliveriesPerSecond: delivered / wall,
    cpuPerThousandDeliveries: (server + database) / (delivered / 1_000),
    busy: { server: server / wall, database: database / wall, driver: driver / wall },
  };
}

/** So many messages a second by the senders in turn, whether or not the last one has come back. */
export async function atRate(
  crowd: Crowd,
  perSecond: number,
  seconds: { readonly warm: number; readonly measure: number },
): Promise<Latency> {
  await send(crowd, perSecond, seconds.warm);
  await crowd.settle();
  const deliveries = crowd.begin();
  await send(crowd, perSecond, seconds.measure);
  await crowd.settle();
  return {
    acknowledged: spread(since(deliveries, deliveries.acknowledgedAt)),
    allDelivered: spread(since(deliveries, deliveries.completeAt)),
  };
}

async function send(crowd: Crowd, perSecond: number, seconds: number): Promise<void> {
  const begin = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const due = begin + (sent * 1_000) / perSecond;
    while (performance.now() < due) await pause(1);
    crowd.post(sent % senders, () => undefined);
  }
}

const since = ({ sentAt }: Deliveries, at: readonly number[]): number[] =>
  sentAt.map((sent, index) => (at[index] ?? Number.NaN) - sent);
