import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LeftItem, Id } from '@liaison/contracts';
import { findOperation, leftItems, operationFactsOf, UnitOfWork } from '@liaison/persistence';

/** What the coordinator's agency left behind: the door that stays open after leaving. */
@Injectable()
export class ListLeft {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id): Promise<readonly LeftItem[]> {
    return this.unitOfWork.read(actor, 'share.view_left', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation).as(place?.role ?? null);
      act.require('share.view_left', operationFactsOf(place));
      const items = await leftItems(tx, operation);
      for (const { dataset, ref } of items) act.touch('dataset', dataset, { ref, owner: actor.agency });
      return items;
    });
  }
}
