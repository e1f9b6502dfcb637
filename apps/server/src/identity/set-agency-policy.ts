import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencySettings } from '@liaison/contracts';
import { invalid, notFound } from '@liaison/domain';
import { lockOwnAgency, ownAgency, setAgencyPolicy, UnitOfWork, type AgencyPolicy } from '@liaison/persistence';

/** What an agency asks of its own people, and shows of them. */
@Injectable()
export class SetAgencyPolicy {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, policy: AgencyPolicy): Promise<AgencySettings> {
    return this.unitOfWork.run(actor, 'agency.set_policy', async (tx, act) => {
      act.require('agency.set_policy', {});
      if (policy.hours && policy.hours.from >= policy.hours.to)
        throw invalid('hours.to', 'must be after the beginning');
      act.touch('agency', actor.agency, { owner: actor.agency });
      await lockOwnAgency(tx);
      await setAgencyPolicy(tx, policy);
      const agency = await ownAgency(tx);
      if (!agency) throw notFound();
      act.note('groundRequired', String(agency.groundRequired)).note('presence', String(agency.presence));
      if (policy.hours) act.note('hours', JSON.stringify(policy.hours));
      return agency;
    });
  }
}
