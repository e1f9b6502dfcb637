import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { RetentionPeriod } from '@liaison/contracts';
import { notFound, type RecordClass } from '@liaison/domain';
import { lockOwnAgency, retentionPeriods, setRetention, UnitOfWork, type Tx } from '@liaison/persistence';

/** For how long the own agency keeps the values of records. */
@Injectable()
export class SetRetention {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  view(actor: Actor): Promise<readonly RetentionPeriod[]> {
    return this.unitOfWork.read(actor, 'retention.view', (tx, act) => {
      act.require('retention.view', {}).touch('agency', actor.agency, { owner: actor.agency });
      return retentionPeriods(tx);
    });
  }

  set(actor: Actor, of: RecordClass, days: number): Promise<RetentionPeriod> {
    return this.unitOfWork.run(actor, 'retention.set', async (tx, act) => {
      act.require('retention.set', {}).touch('agency', actor.agency, { owner: actor.agency });
      act.note('of', of).note('days', days);
      await lockOwnAgency(tx);
      await setRetention(tx, actor, of, days);
      return found(tx, of);
    });
  }
}

async function found(tx: Tx, of: RecordClass): Promise<RetentionPeriod> {
  const period = (await retentionPeriods(tx)).find((one) => one.class === of);
  if (!period) throw notFound();
  return period;
}
