import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { isShownAgain, UnitOfWork } from '@liaison/persistence';
import { Admissions } from './admissions.js';
import { presentOperation } from './present-operation.js';
import { stand } from './stand.js';

/** One operation with its agencies, members and the compartments this person is in. */
@Injectable()
export class ViewOperation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly admissions: Admissions,
  ) {}

  async run(actor: Actor, operation: Id): Promise<OperationView> {
    await this.admissions.admitDue(operation);
    return this.unitOfWork.read(actor, 'operation.view', async (tx, act) => {
      const { facts } = await stand(tx, act, operation);
      act.require('operation.view', facts);
      const view = await presentOperation(tx, actor, operation);
      if (await isShownAgain(tx, actor, operation, view)) act.withoutRecord();
      return view;
    });
  }
}
