import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencyPerson } from '@liaison/contracts';
import { ownPeople, UnitOfWork } from '@liaison/persistence';

/** The people of one's own agency; how they sign in, for its coordinators. */
@Injectable()
export class AgencyPeople {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly AgencyPerson[]> {
    return this.unitOfWork.read(actor, 'person.list', async (tx, act) => {
      act.require('person.list', {});
      act.touch('agency', actor.agency, { owner: actor.agency });
      return ownPeople(tx, actor.duties.includes('coordinator'));
    });
  }
}
