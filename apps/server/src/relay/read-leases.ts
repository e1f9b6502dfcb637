import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { lapsedLeases, renewLeases, UnitOfWork } from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import type { Client, HeldLease } from './client.js';
import { Clients } from './clients.js';
import { CloseThread } from './close-thread.js';

const every = 60_000;
/** At once; the rest has its turn in the next sweep. */
const mostLapsed = 500;

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

  private async renew(): Promise<void> {
    const held = this.clients
      .everybody()
      .flatMap((client) => [...client.open.values()].map((lease) => ({ client, lease })));
    if (held.length === 0) return;
    const asked = Date.now();
    const own = await this.unitOfWork.quietly(null, (tx) =>
      renewLeases(
        tx,
        held.map(({ lease }) => lease),
      ),
    );
    for (const { client, lease } of held) {
      if (own.get(lease.id)) lease.renewedAt = asked;
      else if (!own.has(lease.id) && client.open.get(lease.thread) === lease) await this.lose(client, lease);
    }
  }

  /** This process stood still for so long that another has closed the lease. The client opens anew what it shows. */
  private async lose(client: Client, lease: HeldLease): Promise<void> {
    client.open.delete(lease.thread);
    await this.closeThread.afterwards(client.actor, lease);
    client.socket.disconnect(true);
  }

  private async sweep(): Promise<void> {
    const lapsed = await this.unitOfWork.quietly(null, (tx) => lapsedLeases(tx, mostLapsed));
    for (const lease of lapsed) await this.closeThread.lapsed(lease);
  }
}
