import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, InboxItem } from '@liaison/contracts';
import { inboxOf, UnitOfWork, type Act } from '@liaison/persistence';

/** What needs this person across operations. */
@Injectable()
export class Inbox {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor): Promise<readonly InboxItem[]> {
    return this.unitOfWork.read(actor, 'operation.list', async (tx, act) => {
      const found = await inboxOf(tx, actor.person);
      for (const { item, owner } of found) touch(act, item, owner);
      return found.map(({ item }) => item);
    });
  }
}

/** Its headers; no words are shown in an inbox. */
function touch(act: Act, { message, dataset, operation, title }: InboxItem, owner: Id | null): void {
  if (message !== null) act.touch('message', message, { owner });
  else if (dataset !== null) act.touch('dataset', dataset, { ref: title, owner });
  else act.touch('operation', operation, { owner });
}
