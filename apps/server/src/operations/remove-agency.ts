import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { UnitOfWork } from '@liaison/persistence';
import { agencyFacts } from './agency-facts.js';
import { leaveOperation } from './leave-operation.js';
import { presentOperation } from './present-operation.js';
import { standInLine } from './stand.js';

/** The lead takes an agency out, invited or in: from the commit on not a byte reaches any of its people. */
@Injectable()
export class RemoveAgency {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, agency: Id): Promise<OperationView> {
    return this.unitOfWork.run(actor, 'agency.remove', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('agency', agency, { owner: agency });
      act.require('agency.remove', (await agencyFacts(tx, standing, agency)).facts);
      await leaveOperation(tx, operation, agency, 'removed');
      return presentOperation(tx, actor, operation);
    });
  }
}
