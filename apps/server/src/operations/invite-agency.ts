import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Day, Id, OperationView } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import { findAgency, insertInvitation, inviteSide, tellInvited, UnitOfWork } from '@liaison/persistence';
import { agencyFacts } from './agency-facts.js';
import { endAfter } from './days.js';
import { presentOperation } from './present-operation.js';
import { standInLine } from './stand.js';

export interface AgencyToInvite {
  readonly agency: Id;
  readonly kind: 'participant' | 'observer';
  readonly until?: Day;
  readonly desk?: boolean;
}

/**
 * The lead invites an agency. Before the start a participant counts in the audience of all participants from now on,
 * so that everybody who writes there knows who will read it.
 */
@Injectable()
export class InviteAgency {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, input: AgencyToInvite): Promise<OperationView> {
    const { agency, kind } = input;
    return this.unitOfWork.run(actor, 'agency.invite', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('agency', agency, { owner: agency }).disclosedTo([agency]).note('kind', kind);
      const { facts } = await agencyFacts(tx, standing, agency, kind);
      act.require('agency.invite', facts);
      if (!(await findAgency(tx, agency))) throw invalid('agency', 'must be an agency of the directory');
      const until = input.until ?? null;
      if (kind === 'observer' && until === null) throw invalid('until', 'must be given: an observer has an end date');
      endAfter(tx.now, until);
      await insertInvitation(tx, { operation, agency, kind, until, desk: input.desk ?? false });
      if (kind === 'participant' && facts.phase === 'preparation') await inviteSide(tx, operation, agency);
      await tellInvited(tx, operation, agency);
      return presentOperation(tx, actor, operation);
    });
  }
}
