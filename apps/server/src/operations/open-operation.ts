import { Injectable } from '@nestjs/common';
import { callingsOf, type Actor } from '@liaison/authz';
import type { Day, Id, OperationView } from '@liaison/contracts';
import {
  conflict,
  invalid,
  newId,
  referencePrefix,
  startMarking,
  type Classification,
  type OperationTemplate,
} from '@liaison/domain';
import {
  callingFactsOf,
  insertMember,
  insertOperation,
  lockOwnAgency,
  notify,
  openCompartment,
  UnitOfWork,
  type Tx,
} from '@liaison/persistence';
import { agencyAudience, everybodyAudience } from './audience.js';
import { presentOperation } from './present-operation.js';

export interface OperationToOpen {
  readonly codeName: string;
  readonly template: OperationTemplate;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly grounds: readonly string[];
  readonly deputyLead: Id;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly ceiling: Classification;
  readonly retentionDays: number;
}

/** An organiser opens an operation that their agency hosts, and leads it with a deputy of the same agency. */
@Injectable()
export class OpenOperation {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, { deputyLead, ...input }: OperationToOpen): Promise<OperationView> {
    if (input.endsOn < input.startsOn) throw invalid('endsOn', 'must not be before the start');
    const operation = { ...input, id: newId(), host: actor.agency, refPrefix: referencePrefix(input.codeName) };
    return this.unitOfWork.run(actor, 'operation.open', async (tx, act) => {
      act.in(operation.id).as('lead').touch('operation', operation.id, { version: 1, owner: actor.agency });
      act.require('operation.open', {});
      await lockOwnAgency(tx);
      await refuseUnfitDeputy(tx, actor, deputyLead);
      await insertOperation(tx, operation);
      await this.open(tx, actor, operation.id, deputyLead);
      return presentOperation(tx, actor, operation.id);
    });
  }

  private async open(tx: Tx, actor: Actor, operation: Id, deputyLead: Id): Promise<void> {
    const lead = { operation, agency: actor.agency, role: 'lead', until: null } as const;
    await insertMember(tx, { ...lead, id: newId(), person: actor.person, deputy: false });
    await insertMember(tx, { ...lead, id: newId(), person: deputyLead, deputy: true });
    await openCompartment(tx, newId(), everybodyAudience(operation, actor.agency), startMarking);
    await openCompartment(tx, newId(), agencyAudience(operation, actor.agency), startMarking);
    await notify(tx, [actor.person, deputyLead], 'membership.gained', { operation });
  }
}

async function refuseUnfitDeputy(tx: Tx, actor: Actor, deputy: Id): Promise<void> {
  if (deputy === actor.person) throw invalid('deputyLead', 'must be somebody else than the lead');
  const facts = await callingFactsOf(tx, deputy);
  if (!facts) throw invalid('deputyLead', 'must be an active person of your agency');
  if (callingsOf({ ...facts, member: true }).length > 1)
    throw conflict('exclusive_duties', 'An auditor, oversight officer or administrator cannot be a member.');
}
