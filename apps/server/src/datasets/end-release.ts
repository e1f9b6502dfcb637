import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ReleaseRequestView } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  findOperation,
  findRelease,
  operationFactsOf,
  takeBackRelease,
  UnitOfWork,
  withdrawRelease,
} from '@liaison/persistence';
import { presentRelease, releaseFacts } from './present-release.js';

/** Who asked thinks better of it, before an answer. */
@Injectable()
export class WithdrawRelease {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id): Promise<ReleaseRequestView> {
    return end(this.unitOfWork, actor, 'release.withdraw', id);
  }
}

/** What was granted is taken back: at once, and without a seat where it went. */
@Injectable()
export class TakeBackRelease {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, id: Id): Promise<ReleaseRequestView> {
    return end(this.unitOfWork, actor, 'release.take_back', id);
  }
}

function end(
  unitOfWork: UnitOfWork,
  actor: Actor,
  action: 'release.withdraw' | 'release.take_back',
  id: Id,
): Promise<ReleaseRequestView> {
  return unitOfWork.run(actor, action, async (tx, act) => {
    const request = await findRelease(tx, id);
    const operation = request && (await findOperation(tx, request.operation));
    act.in(request?.operation ?? null).as(operation?.role ?? null);
    act.touch('release', id, { ref: request?.ref ?? null, owner: actor.agency });
    act.require(action, { ...operationFactsOf(operation), request: request && releaseFacts(request) });
    if (!request) throw notFound();
    if (action === 'release.withdraw') await withdrawRelease(tx, id);
    else await takeBackRelease(tx, id);
    tx.touched.add(`compartment:${request.compartment}`);
    const after = await findRelease(tx, id);
    return presentRelease(actor, operation, after ?? request);
  });
}
