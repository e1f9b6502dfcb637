import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencySettings } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { lockOwnAgency, ownAgency, setAgencyPolicy, UnitOfWork } from '@liaison/persistence';

export interface AgencyPolicy {
  readonly groundRequired?: boolean;
  readonly presence?: boolean;
}

/** What an agency asks of its own people, and shows of them. */
@Injectable()
export class SetAgencyPolicy {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, policy: AgencyPolicy): Promise<AgencySettings> {
    return this.unitOfWork.run(actor, 'agency.set_policy', async (tx, act) => {
      act.require('agency.set_policy', {});
      act.touch('agency', actor.agency, { owner: actor.agency });
      await lockOwnAgency(tx);
      await setAgencyPolicy(tx, { groundRequired: policy.groundRequired ?? null, presence: policy.presence ?? null });
      const agency = await ownAgency(tx);
      if (!agency) throw notFound();
      act.note('groundRequired', String(agency.groundRequired)).note('presence', String(agency.presence));
      return agency;
    });
  }
}
