import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { InboxItem } from '@liaison/contracts';
import { inboxOf, UnitOfWork } from '@liaison/persistence';

/** What needs this person across operations. */
@Injectable()
export class Inbox {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly InboxItem[]> {
    return this.unitOfWork.read(actor, 'operation.list', async (tx, act) => {
      const items = await inboxOf(tx, actor.person);
      for (const item of items) if (item.message !== null) act.touch('message', item.message);
      return items;
    });
  }
}
