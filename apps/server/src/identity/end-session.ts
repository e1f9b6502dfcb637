import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { endSession, UnitOfWork } from '@liaison/persistence';
import { Sessions } from '../platform/sessions/sessions.js';

/** Signs out: this session, or another of one's own. */
@Injectable()
export class EndSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
  ) {}

  async run(actor: Actor, session: Id): Promise<void> {
    await this.unitOfWork.run(actor, 'session.end', async (tx, act) => {
      act.require('session.end', {});
      act.touch('session', session, { owner: actor.agency });
      if ((await endSession(tx, session, actor.person)) === 0) throw notFound();
    });
    const reason = session === actor.session ? 'signed_out' : 'revoked';
    this.sessions.tellEnded({ person: actor.person, session, except: null, reason });
  }
}
