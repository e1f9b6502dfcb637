import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { DraftView } from '@liaison/contracts';
import { ownDrafts, UnitOfWork } from '@liaison/persistence';

/** One's own drafts, at places one is still in. */
@Injectable()
export class ListDrafts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly DraftView[]> {
    return this.unitOfWork.read(actor, 'account.view', async (tx, act) => {
      act.require('account.view', {});
      act.touch('person', actor.person, { owner: actor.agency });
      return ownDrafts(tx);
    });
  }
}
