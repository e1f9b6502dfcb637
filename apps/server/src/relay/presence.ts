import { Injectable } from '@nestjs/common';
import type { Id } from '@liaison/contracts';
import type { LiaisonServer } from './client.js';
import { Clients } from './clients.js';

/** Who has a compartment open now: told to those who are subscribed to it, volatile, and kept nowhere. */
@Injectable()
export class Presence {
  private readonly due = new Set<Id>();

  constructor(private readonly clients: Clients) {}

  /** Several changes of one turn are told once. */
  changed(server: LiaisonServer | null, compartment: Id): void {
    if (!server) return;
    if (this.due.size === 0) setImmediate(() => this.tell(server));
    this.due.add(compartment);
  }

  private tell(server: LiaisonServer): void {
    for (const compartment of this.due) {
      const there = this.clients.of(`compartment:${compartment}`);
      const open = there.filter((client) =>
        [...client.open.values()].some((one) => one.compartment === compartment && one.shown),
      );
      const people = [...new Set(open.map((client) => client.actor.person))].sort();
      if (there.length > 0)
        server.to(there.map((client) => client.socket.id)).volatile.emit('presence', { compartment, people });
    }
    this.due.clear();
  }
}
