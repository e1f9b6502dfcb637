import { Injectable } from '@nestjs/common';
import type { Id } from '@liaison/contracts';
import { insiders, UnitOfWork } from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import type { LiaisonServer } from './client.js';
import { Clients } from './clients.js';

/** Who has a compartment open now: told to those who are in it at this moment, volatile, and kept nowhere. */
@Injectable()
export class Presence {
  private readonly due = new Set<Id>();

  constructor(
    private readonly clients: Clients,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Several changes of one turn are told once. */
  changed(server: LiaisonServer | null, compartment: Id): void {
    if (!server) return;
    if (this.due.size === 0) setImmediate(() => this.tellAll(server));
    this.due.add(compartment);
  }

  private tellAll(server: LiaisonServer): void {
    for (const compartment of this.due)
      this.tell(server, compartment).catch((error: unknown) => rootLog.warn(describeError(error), 'presence not told'));
    this.due.clear();
  }

  /** Asked of the database each time: a subscriber who was removed a moment ago hears nothing of the others. */
  private async tell(server: LiaisonServer, compartment: Id): Promise<void> {
    const persons = new Set(this.clients.of(`compartment:${compartment}`).map((client) => client.actor.person));
    if (persons.size === 0) return;
    const inside = await this.unitOfWork.look((tx) => insiders(tx, compartment, [...persons]));
    const there = this.clients.of(`compartment:${compartment}`).filter((client) => inside.has(client.actor.person));
    const open = there.filter((client) =>
      [...client.open.values()].some((one) => one.compartment === compartment && one.shown),
    );
    const people = [...new Set(open.map((client) => client.actor.person))].sort();
    const sockets = there.map((client) => client.socket.id);
    if (sockets.length > 0) server.to(sockets).volatile.emit('presence', { compartment, people });
  }
}
