import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AudienceMatrix, Id } from '@liaison/contracts';
import { compartmentsOf, compartmentsOfMyAgency, UnitOfWork } from '@liaison/persistence';
import { stand } from './stand.js';

/** Who reads where, as far as the reader is in it; a coordinator also where the own agency is. */
@Injectable()
export class ViewMatrix {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id): Promise<AudienceMatrix> {
    return this.unitOfWork.read(actor, 'operation.view', async (tx, act) => {
      const { facts } = await stand(tx, act, operation);
      act.require('operation.view', facts);
      const compartments = await compartmentsOf(tx, operation);
      const seen = new Set(compartments.map(({ id }) => id));
      const own = (await compartmentsOfMyAgency(tx, operation)).filter(({ id }) => !seen.has(id));
      return { compartments, ownAgency: own.map(({ id, kind, people }) => ({ compartment: id, kind, people })) };
    });
  }
}
