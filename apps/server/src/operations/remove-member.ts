import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { endSides, notify, UnitOfWork } from '@liaison/persistence';
import { memberFacts, present, refuseLastLead } from './member-facts.js';
import { standInLine } from './stand.js';

/** A coordinator takes somebody of the own agency out; from the commit on not a byte reaches that person. */
@Injectable()
export class RemoveMember {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id): Promise<void> {
    return this.unitOfWork.run(actor, 'member.remove', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('member', id, { owner: actor.agency });
      const { facts, member } = await memberFacts(tx, standing, id);
      act.require('member.remove', facts);
      const leaving = present(member);
      await refuseLastLead(tx, operation, leaving);
      act.touch('person', leaving.person.id, { owner: actor.agency });
      await endSides(tx, operation, actor.agency, leaving.person.id);
      await notify(tx, [leaving.person.id], 'membership.lost', { operation });
    });
  }
}
