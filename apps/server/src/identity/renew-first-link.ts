import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, SetPasswordLink } from '@liaison/contracts';
import { firstCoordinatorOf, insertSetPasswordLink, UnitOfWork } from '@liaison/persistence';
import { newSetPasswordLink } from './set-password-links.js';

/** A first coordinator's link that ran out unused is made again; once anybody there has a password, never. */
@Injectable()
export class RenewFirstLink {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, agency: Id): Promise<SetPasswordLink> {
    return this.unitOfWork.run(actor, 'link.issue', async (tx, act) => {
      act.touch('agency', agency, { owner: agency });
      const person = await firstCoordinatorOf(tx, agency);
      act.require('link.issue', { target: person === null ? null : { person, agency }, agencyIsNew: person !== null });
      const { link, hash, expiresAt } = newSetPasswordLink(tx.now);
      await insertSetPasswordLink(tx, person ?? '', hash, expiresAt);
      return link;
    });
  }
}
