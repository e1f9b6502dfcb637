import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencySettings } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { ownAgency, UnitOfWork } from '@liaison/persistence';

/** One's own agency and what it decides for its people. */
@Injectable()
export class ViewAgency {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<AgencySettings> {
    return this.unitOfWork.read(actor, 'directory.view', async (tx, act) => {
      act.require('directory.view', {});
      act.touch('agency', actor.agency, { owner: actor.agency });
      const agency = await ownAgency(tx);
      if (!agency) throw notFound();
      return agency;
    });
  }
}
