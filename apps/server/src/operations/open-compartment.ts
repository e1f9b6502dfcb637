import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { CompartmentView, Id } from '@liaison/contracts';
import {
  invalid,
  lowestMarking,
  markingProblem,
  newId,
  normalHandling,
  notFound,
  startMarking,
  type Marking,
} from '@liaison/domain';
import {
  compartmentHeader,
  findAudience,
  notify,
  openCompartment,
  UnitOfWork,
  type OperationRow,
  type Tx,
} from '@liaison/persistence';
import { compartmentActions } from '../platform/permissions/compartment-actions.js';
import { chooseAudience, type AudienceChoice, type ChosenAudience } from './choose-audience.js';
import { known, standInLine } from './stand.js';

export interface CompartmentChoice extends AudienceChoice {
  readonly marking?: Marking;
}

/** Choosing an audience finds its compartment, or opens it and tells everybody in it. */
@Injectable()
export class OpenCompartment {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, choice: CompartmentChoice): Promise<CompartmentView> {
    return this.unitOfWork.run(actor, 'compartment.open', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.require('compartment.open', standing.facts);
      const row = known(standing);
      const chosen = await chooseAudience(tx, actor, operation, choice);
      const id = await this.findOrOpen(tx, row, chosen, choice.marking);
      act.touch('compartment', id, { owner: actor.agency }).in(operation, id).disclosedTo(chosen.audience.agencies);
      const header = await compartmentHeader(tx, id);
      if (!header) throw notFound();
      return { ...header, actions: compartmentActions(actor, row.role, row.phase) };
    });
  }

  private async findOrOpen(tx: Tx, row: OperationRow, chosen: ChosenAudience, wanted?: Marking): Promise<Id> {
    const found = await findAudience(tx, row.id, chosen.audience.key);
    if (found !== null) return found;
    const marking = wanted ? { ...wanted, handling: normalHandling(wanted.handling) } : startMarking;
    const place = { floor: lowestMarking, ceiling: row.ceiling, kind: chosen.audience.kind, observed: chosen.observed };
    const problem = markingProblem(marking, place);
    if (problem !== null) throw invalid('marking', problem);
    const id = await openCompartment(tx, newId(), chosen.audience, marking);
    const readers = (await compartmentHeader(tx, id))?.readers ?? [];
    await notify(tx, readers, 'compartment.gained', { operation: row.id, compartment: id });
    tx.touched.add(`compartment:${id}`);
    return id;
  }
}
