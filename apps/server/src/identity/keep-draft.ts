import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import { countOtherDrafts, isPlaceOfMine, keepDraft, UnitOfWork } from '@liaison/persistence';

const mostDrafts = 200;

/** Keeps words that somebody has not sent yet, so that a locked or closed screen loses nothing. */
@Injectable()
export class KeepDraft {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, place: Id, text: string): Promise<void> {
    return this.unitOfWork.run(actor, 'draft.keep', async (tx, act) => {
      act.require('draft.keep', {});
      act.touch('draft', place, { owner: actor.agency });
      if (!(await isPlaceOfMine(tx, place))) throw notFound();
      if ((await countOtherDrafts(tx, place)) >= mostDrafts)
        throw conflict('too_many_drafts', `You have ${mostDrafts} drafts. Send or delete one first.`);
      await keepDraft(tx, place, text);
    });
  }
}
