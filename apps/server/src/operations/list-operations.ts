import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { OperationSummary } from '@liaison/contracts';
import { myOperations, UnitOfWork } from '@liaison/persistence';

/** The operations that this person knows of: as a member, or by a duty of an agency in it. */
@Injectable()
export class ListOperations {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly OperationSummary[]> {
    return this.unitOfWork.read(actor, 'operation.list', async (tx, act) => {
      act.require('operation.list', {});
      const found = await myOperations(tx);
      for (const one of found) act.touch('operation', one.id, { owner: one.host });
      return found;
    });
  }
}
