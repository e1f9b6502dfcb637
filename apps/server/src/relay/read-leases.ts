import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { endedLeases, lapsedLeases, renewLeases, UnitOfWork, type Tx } from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import type { Client, HeldLease } from './client.js';
import { Clients } from './clients.js';
import { CloseThread } from './close-thread.js';
import { Departures } from './departures.js';

const every = 60_000;
/** At once; the rest has its turn in the next sweep. */
const mostLapsed = 500;

/** A thread that somebody has open. */
interface Held {
  readonly client: Client;
  readonly lease: HeldLease;
}

const heldBy = (clients: readonly Client[]): readonly Held[] =>
  clients.flatMap((client) => [...client.open.values()].map((lease) => ({ client, lease })));

/**
 * Once a minute each process renews the read leases of its sockets, all in one statement and without a record, and closes
 * those that another has left open by crashing. Each says up to which number its reader may have seen the thread.
 */
@Injectable()
export class ReadLeases implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: Clients,
    private readonly closeThread: CloseThread,
    private readonly departures: Departures,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), every).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** One round; whoever asks while one is running waits for that one. Own leases first, so that they are not swept. */
  run(): Promise<void> {
    this.running ??= this.renew()
      .then(() => this.sweep())
      .catch((error: unknown) => rootLog.warn(describeError(error), 'read leases could not be renewed'))
      .finally(() => (this.running = null));
    return this.running;
  }

  /**
   * Which of the threads that these have open were closed at this snapshot by a removal, whoever has come again since then
   * included. One that is being given at this moment is asked for again.
   */
  async endedAmong(tx: Tx, clients: readonly Client[]): Promise<readonly Held[]> {
    for (const client of clients) client.losses += 1;
    const held = heldBy(clients);
    const ended = await endedLeases(
      tx,
      held.map(({ lease }) => lease.id),
    );
    return held.filter(({ lease }) => ended.has(lease.id));
  }

  /**
   * It was closed without this socket: by a removal, or by another process because this one stood still. Nothing more is
   * read under it, and the client opens anew what it shows.
   */
  async lose({ client, lease }: Held): Promise<void> {
    if (client.open.get(lease.thread) !== lease) return;
    await this.departures.closeLeases(client, (one) => one === lease);
    client.socket.disconnect(true);
  }

  private async renew(): Promise<void> {
    const held = heldBy(this.clients.everybody());
    if (held.length === 0) return;
    const asked = Date.now();
    const leases = held.map(({ lease }) => lease);
    const own = await this.unitOfWork.quietly(null, (tx) => renewLeases(tx, leases));
    for (const one of held) {
      if (own.get(one.lease.id)) one.lease.renewedAt = asked;
      else if (!own.has(one.lease.id)) await this.lose(one);
    }
  }

  private async sweep(): Promise<void> {
    const lapsed = await this.unitOfWork.quietly(null, (tx) => lapsedLeases(tx, mostLapsed));
    for (const lease of lapsed) await this.closeThread.lapsed(lease);
  }
}
