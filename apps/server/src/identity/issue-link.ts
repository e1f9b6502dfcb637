import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, SetPasswordLink } from '@liaison/contracts';
import { conflict } from '@liaison/domain';
import { insertSetPasswordLink, ownPerson, UnitOfWork } from '@liaison/persistence';
import { newSetPasswordLink } from './set-password-links.js';

/** A coordinator gives somebody of the own agency a new link; it ends any earlier one. */
@Injectable()
export class IssueLink {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id): Promise<SetPasswordLink> {
    return this.unitOfWork.run(actor, 'link.issue', async (tx, act) => {
      act.touch('person', id, { owner: actor.agency });
      const person = await ownPerson(tx, id);
      const target = person && { person: id, agency: person.agency };
      act.require('link.issue', { target, agencyIsNew: false });
      if (person?.active !== true) throw conflict('not_active', 'The account is not active. Activate it first.');
      const { link, hash, expiresAt } = newSetPasswordLink(tx.now);
      await insertSetPasswordLink(tx, id, hash, expiresAt);
      return link;
    });
  }
}
