import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { dropDraft, UnitOfWork } from '@liaison/persistence';

/** Throws one's own draft away. */
@Injectable()
export class DropDraft {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, place: Id): Promise<void> {
    return this.unitOfWork.run(actor, 'draft.keep', async (tx, act) => {
      act.require('draft.keep', {});
      act.touch('draft', place, { owner: actor.agency });
      if ((await dropDraft(tx, place)) === 0) throw notFound();
    });
  }
}
