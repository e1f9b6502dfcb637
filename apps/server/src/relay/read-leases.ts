import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { lapsedLeases, renewLeases, UnitOfWork } from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import type { Client, HeldLease } from './client.js';
import { Clients } from './clients.js';
import { CloseThread } from './close-thread.js';
import { Departures } from './departures.js';

const every = 60_000;
/** At once; the rest has its turn in the next sweep. */
const mostLapsed = 500;

interface Renewed {
  readonly client: Client;
  readonly lease: HeldLease;
  readonly state: 'open' | 'closed' | 'recorded';
}

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
   * Somebody has left what these follow. Who is still in may have been out: their leases ended with that membership, and
   * nothing is read under them. One that is being given at this moment is asked for again.
   */
  async endLost(clients: readonly Client[]): Promise<void> {
    for (const client of clients) client.losses += 1;
    for (const { client, lease, state } of await this.renewed(clients))
      if (state !== 'open') await this.lose(client, lease);
  }

  private async renew(): Promise<void> {
    for (const { client, lease, state } of await this.renewed(this.clients.everybody()))
      if (state === 'recorded') await this.lose(client, lease);
  }

  /** What became of the leases that these hold: a closed one is about to be heard of, and recorded, by its stream. */
  private async renewed(clients: readonly Client[]): Promise<readonly Renewed[]> {
    const held = clients.flatMap((client) => [...client.open.values()].map((lease) => ({ client, lease })));
    if (held.length === 0) return [];
    const asked = Date.now();
    const leases = held.map(({ lease }) => lease);
    const own = await this.unitOfWork.quietly(null, (tx) => renewLeases(tx, leases));
    return held.map(({ client, lease }) => {
      const isOpen = own.get(lease.id);
      if (isOpen) lease.renewedAt = asked;
      return { client, lease, state: isOpen ? 'open' : isOpen === undefined ? 'recorded' : 'closed' };
    });
  }

  /**
   * It was closed without this socket: by a removal, or by another process because this one stood still. The client opens
   * anew what it shows.
   */
  private async lose(client: Client, lease: HeldLease): Promise<void> {
    if (client.open.get(lease.thread) !== lease) return;
    await this.departures.closeLeases(client, (one) => one === lease);
    client.socket.disconnect(true);
  }

  private async sweep(): Promise<void> {
    const lapsed = await this.unitOfWork.quietly(null, (tx) => lapsedLeases(tx, mostLapsed));
    for (const lease of lapsed) await this.closeThread.lapsed(lease);
  }
}
