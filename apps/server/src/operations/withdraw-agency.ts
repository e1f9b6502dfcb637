import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { UnitOfWork } from '@liaison/persistence';
import { agencyFacts } from './agency-facts.js';
import { leaveOperation } from './leave-operation.js';
import { presentOperation } from './present-operation.js';
import { standInLine } from './stand.js';

/** A coordinator takes the own agency out: it loses sight at once and stays originator of what it brought. */
@Injectable()
export class WithdrawAgency {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, agency: Id): Promise<OperationView> {
    return this.unitOfWork.run(actor, 'participation.withdraw', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('agency', agency, { owner: agency });
      act.require('participation.withdraw', (await agencyFacts(tx, standing, agency)).facts);
      await leaveOperation(tx, operation, agency, 'withdrawn');
      return presentOperation(tx, actor, operation);
    });
  }
}
