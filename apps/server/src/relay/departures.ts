import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { StreamName } from '@liaison/contracts';
import { Drain } from '../platform/drain/drain.js';
import type { Client, HeldLease } from './client.js';
import { Clients } from './clients.js';
import { CloseThread, type EndedLease } from './close-thread.js';
import { split } from './frames.js';

/** All of them at one moment would run over whoever takes them; who has not been moved yet waits for nothing. */
const spread = 2_000;

/** How sockets end: nothing asked stays without an answer if it can be helped, and no read lease stays open. */
@Injectable()
export class Departures implements OnModuleInit, OnModuleDestroy {
  private readonly closing = new Set<Promise<unknown>>();

  constructor(
    private readonly clients: Clients,
    private readonly closeThread: CloseThread,
    private readonly drain: Drain,
  ) {}

  onModuleInit(): void {
    this.drain.onLeave(() => Promise.all(this.clients.everybody().map((client) => this.move(client))));
  }

  /** While the database is still there: sockets are cut only after it. */
  async onModuleDestroy(): Promise<void> {
    for (const client of this.clients.everybody()) void this.closeLeases(client);
    await Promise.all(this.closing);
  }

  /** Who is not in a compartment any more follows nothing of it, and has nothing of it open. */
  lose(client: Client, stream: StreamName): Promise<unknown> {
    this.clients.leave(client, stream);
    const [, place] = split(stream);
    return this.closeLeases(client, ({ compartment }) => compartment === place);
  }

  closeLeases(client: Client, which: (lease: HeldLease) => boolean = () => true): Promise<unknown> {
    client.losses += 1;
    const leases = [...client.open.values()].filter(which);
    for (const { thread } of leases) client.open.delete(thread);
    return this.end(client, leases);
  }

  /** Recorded also where the server goes away meanwhile. */
  end({ actor }: Client, leases: readonly EndedLease[]): Promise<unknown> {
    const work = Promise.all(leases.map((lease) => this.closeThread.afterwards(actor, lease)));
    this.closing.add(work);
    return work.finally(() => this.closing.delete(work));
  }

  /**
   * Only the connection is closed, which a client takes for a broken one: it comes back at once, and not here. Its leases
   * end behind it, as those of any socket that is gone.
   */
  private async move(client: Client): Promise<void> {
    await pause(Math.random() * spread);
    await client.unanswered.none();
    client.socket.conn.close();
  }
}
