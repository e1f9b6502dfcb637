import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, Me } from '@liaison/contracts';
import { DomainError, newId, printable, type Clock } from '@liaison/domain';
import { endOldestSessions, insertSession, myself, UnitOfWork } from '@liaison/persistence';
import { CLOCK } from '../platform/clock.js';
import { newReference } from '../platform/sessions/session-reference.js';
import { absoluteHours } from '../platform/sessions/session-times.js';
import { presentMe } from './present-me.js';

/** A person has a few devices; whoever signs in again and again leaves no trail of open doors. */
const mostSessions = 20;

export interface StartedSession {
  readonly me: Me;
  /** For the cookie, and nowhere else. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Opens a session for a person who has just proven who they are. */
@Injectable()
export class StartSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(person: Id, from: { readonly address: string; readonly device: string }): Promise<StartedSession> {
    const actor = await this.actorOf(person, from.address);
    const { token, hash } = newReference();
    const expiresAt = new Date(this.clock.now().getTime() + absoluteHours * 3_600_000);
    const me = await this.unitOfWork.run(actor, 'session.start', async (tx, act) => {
      act.require('session.start', {});
      act.touch('session', actor.session, { owner: actor.agency });
      const device = printable(from.device).slice(0, 200);
      await insertSession(tx, { id: actor.session, person, tokenHash: hash, device, address: from.address, expiresAt });
      await endOldestSessions(tx, mostSessions);
      return presentMe(tx, actor);
    });
    return { me, token, expiresAt };
  }

  private async actorOf(person: Id, address: string): Promise<Actor & { readonly session: Id }> {
    const me = await this.unitOfWork.quietly(person, myself);
    if (!me) throw new DomainError('unauthenticated', 'You are not signed in.');
    const { duties, installationDuties } = me;
    return { person, agency: me.agency.id, session: newId(), duties, installationDuties, address };
  }
}
