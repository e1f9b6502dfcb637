import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { SessionView } from '@liaison/contracts';
import { ownSessions, UnitOfWork } from '@liaison/persistence';
import { presentSession } from './present-me.js';

/** Where am I signed in. */
@Injectable()
export class ListSessions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly SessionView[]> {
    return this.unitOfWork.read(actor, 'account.view', async (tx, act) => {
      act.require('account.view', {});
      act.touch('person', actor.person, { owner: actor.agency });
      return (await ownSessions(tx)).map((row) => presentSession(row, actor, tx.now));
    });
  }
}
