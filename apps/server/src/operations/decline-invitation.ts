import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { UnitOfWork } from '@liaison/persistence';
import { agencyFacts } from './agency-facts.js';
import { leaveOperation } from './leave-operation.js';
import { presentOperation } from './present-operation.js';
import { standInLine } from './stand.js';

/** A coordinator declines for the own agency; it counts in no audience any more. */
@Injectable()
export class DeclineInvitation {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, agency: Id): Promise<OperationView> {
    return this.unitOfWork.run(actor, 'participation.answer', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('agency', agency, { owner: agency });
      act.require('participation.answer', (await agencyFacts(tx, standing, agency)).facts);
      await leaveOperation(tx, operation, agency, 'declined');
      return presentOperation(tx, actor, operation);
    });
  }
}
