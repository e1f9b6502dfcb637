import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import { admitAgency, findParticipation, insertAdmissionAnswer, UnitOfWork } from '@liaison/persistence';
import { presentOperation } from './present-operation.js';
import { known, standInLine } from './stand.js';

/** A coordinator of an agency already in says whether its items go to one that joins after the start. */
@Injectable()
export class AnswerAdmission {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, admitted: Id, withItems: boolean): Promise<OperationView> {
    return this.unitOfWork.run(actor, 'admission.answer', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('agency', admitted, { owner: admitted }).note('withItems', String(withItems));
      act.require('admission.answer', standing.facts);
      const waiting = await findParticipation(tx, operation, admitted);
      if (!waiting) throw notFound();
      const own = known(standing).admissionDueAt !== null;
      if (waiting.admissionDueAt === null || own)
        throw conflict('no_admission', 'There is no admission to answer for your agency.');
      const answer = { operation, admitted, agency: actor.agency, withItems };
      if (!(await insertAdmissionAnswer(tx, answer))) throw conflict('answered', 'Your agency has answered already.');
      if (withItems) act.disclosedTo([admitted]);
      await admitAgency(tx, operation, admitted);
      return presentOperation(tx, actor, operation);
    });
  }
}
