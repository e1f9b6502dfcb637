import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { classifications, conflict, invalid } from '@liaison/domain';
import { editOperation, UnitOfWork, type OperationEdit, type OperationRow } from '@liaison/persistence';
import { appendToEverybody } from './append-to-everybody.js';
import { presentOperation } from './present-operation.js';
import { known, standInLine } from './stand.js';

/** The lead changes what the operation says of itself. */
@Injectable()
export class EditOperation {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, input: OperationEdit & { readonly version: number }): Promise<OperationView> {
    const { version, ...edit } = input;
    return this.unitOfWork.run(actor, 'operation.edit', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.require('operation.edit', standing.facts);
      refuseImpossible(known(standing), edit);
      act.note('changed', Object.keys(edit));
      if (!(await editOperation(tx, operation, version, edit))) throw stale();
      await appendToEverybody(tx, operation, 'operation.changed', actor.person);
      return presentOperation(tx, actor, operation);
    });
  }
}

export const stale = () =>
  conflict('stale', 'Somebody changed the operation in the meantime. Look at it again, then repeat your change.');

function refuseImpossible(row: OperationRow, edit: OperationEdit): void {
  if ((edit.endsOn ?? row.endsOn) < (edit.startsOn ?? row.startsOn))
    throw invalid('endsOn', 'must not be before the start');
  const ceiling = edit.ceiling ?? row.ceiling;
  if (classifications.indexOf(ceiling) < classifications.indexOf(row.ceiling))
    throw invalid('ceiling', 'must not be lower than before: what is marked higher is already there');
}
