import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import { endImport, findOperation, lockImport, operationFactsOf, UnitOfWork } from '@liaison/persistence';

/** Takes an import back before its commit; whoever still reads it stops. Nothing stays staged. */
@Injectable()
export class CancelImport {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id): Promise<void> {
    return this.unitOfWork.run(actor, 'import.cancel', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation).as(place?.role ?? null);
      act.require('import.cancel', operationFactsOf(place));
      const job = await lockImport(tx, operation, id);
      if (!job) throw notFound();
      act.touch('import', id, { owner: actor.agency });
      if (job.state !== 'reading' && job.state !== 'ready')
        throw conflict('import_state', `The import is ${job.state}; there is nothing left to cancel.`);
      await endImport(tx, id, { state: 'cancelled' });
    });
  }
}
