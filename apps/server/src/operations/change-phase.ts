import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { conflict, type OperationPhase } from '@liaison/domain';
import { setPhase, UnitOfWork } from '@liaison/persistence';
import { appendToEverybody } from './append-to-everybody.js';
import { stale } from './edit-operation.js';
import { presentOperation } from './present-operation.js';
import { known, standInLine } from './stand.js';

export interface PhaseChange {
  readonly version: number;
  readonly phase: OperationPhase;
}

/** The lead starts the operation and moves it through its phases; back to preparation it never goes. */
@Injectable()
export class ChangePhase {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, { version, phase }: PhaseChange): Promise<OperationView> {
    return this.unitOfWork.run(actor, 'operation.change_phase', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.require('operation.change_phase', standing.facts);
      act.note('from', standing.facts.phase).note('to', phase);
      if (known(standing).phase === phase) throw conflict('same_phase', 'The operation is in this phase already.');
      if (!(await setPhase(tx, operation, version, phase))) throw stale();
      await appendToEverybody(tx, operation, 'phase.changed', actor.person);
      return presentOperation(tx, actor, operation);
    });
  }
}
