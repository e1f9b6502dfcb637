import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Me } from '@liaison/contracts';
import { UnitOfWork } from '@liaison/persistence';
import { presentMe } from './present-me.js';

/** Who am I, and what may I do here. */
@Injectable()
export class ViewAccount {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<Me> {
    return this.unitOfWork.read(actor, 'account.view', async (tx, act) => {
      act.require('account.view', {});
      act.touch('person', actor.person, { owner: actor.agency });
      return presentMe(tx, actor);
    });
  }
}
