import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import { newId, startMarking, type LegalRegime, type ParticipationKind } from '@liaison/domain';
import {
  acceptParticipation,
  acceptSide,
  askAdmission,
  isExpected,
  openCompartment,
  UnitOfWork,
  type Tx,
} from '@liaison/persistence';
import { agencyFacts } from './agency-facts.js';
import { agencyAudience } from './audience.js';
import { presentOperation } from './present-operation.js';
import { standInLine } from './stand.js';

const hoursToAnswer = 24;

/**
 * A coordinator accepts for the own agency. Who was invited before the start reads at once; later those already in are
 * asked first. Its own compartment is open from here on.
 */
@Injectable()
export class AcceptInvitation {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, agency: Id, regime: LegalRegime): Promise<OperationView> {
    return this.unitOfWork.run(actor, 'participation.accept', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('agency', agency, { owner: agency }).note('regime', regime);
      const { facts } = await agencyFacts(tx, standing, agency);
      act.require('participation.accept', facts);
      await this.accept(tx, operation, agency, regime, facts.target.kind);
      return presentOperation(tx, actor, operation);
    });
  }

  private async accept(tx: Tx, operation: Id, agency: Id, regime: LegalRegime, kind: ParticipationKind): Promise<void> {
    const expected = kind === 'participant' && (await isExpected(tx, operation, agency));
    const asks = kind === 'participant' && !expected;
    const due = asks ? new Date(tx.now.getTime() + hoursToAnswer * 3_600_000) : null;
    await acceptParticipation(tx, operation, agency, regime, due);
    if (expected) await acceptSide(tx, operation, agency);
    if (asks) await askAdmission(tx, operation, agency);
    // An observer is in nothing but compartments that it is named in.
    if (kind === 'participant') await openCompartment(tx, newId(), agencyAudience(operation, agency), startMarking);
  }
}
