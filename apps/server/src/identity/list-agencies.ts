import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencyRef } from '@liaison/contracts';
import { agencies, UnitOfWork } from '@liaison/persistence';

/** The installation's directory: which agencies there are. */
@Injectable()
export class ListAgencies {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly AgencyRef[]> {
    return this.unitOfWork.read(actor, 'directory.view', async (tx, act) => {
      act.require('directory.view', {});
      return agencies(tx);
    });
  }
}
