import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { StreamName } from '@liaison/contracts';
import { UnitOfWork } from '@liaison/persistence';
import { idsIn, type Hint } from '../platform/hints/hint.js';
import { Hints } from '../platform/hints/hints.js';
import { Sessions } from '../platform/sessions/sessions.js';
import { Clients } from './clients.js';
import { Relay } from './relay.js';

/** What this process commits, the others hear of, and the other way round; each then looks in the database itself. */
@Injectable()
export class OtherProcesses implements OnModuleInit {
  constructor(
    private readonly hints: Hints,
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly clients: Clients,
    private readonly relay: Relay,
  ) {}

  onModuleInit(): void {
    this.unitOfWork.onCommit((streams, unseen) => this.hints.tell(unseen ? [...streams, 'unseen'] : streams));
    this.sessions.onEnded(({ person }) => this.hints.tell([`ended:${person}`]));
    this.hints.onHint((hint) => this.hear(hint));
  }

  private hear(hint: Hint): void {
    if (hint.startsWith('compartment:') || hint.startsWith('person:')) return this.relay.hint(hint as StreamName);
    const [person = ''] = hint.startsWith('ended:') ? idsIn(hint) : [];
    // The poll asks for every session here whether it still lives: a forged hint ends none.
    if (hint === 'unseen' || this.clients.ofPerson(person).length > 0) this.relay.poll(true);
  }
}
