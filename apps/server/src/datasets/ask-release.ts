import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ReleaseAsked, ReleaseInput } from '@liaison/contracts';
import { conflict, newId, notFound, referencesIn } from '@liaison/domain';
import {
  askRelease,
  findCompartment,
  findOperation,
  lockOwnAgency,
  openRequests,
  operationFactsOf,
  UnitOfWork,
} from '@liaison/persistence';

/** That many of one person's requests may wait in an operation at once: each is a notice to somebody. */
const mostOpen = 50;

/** Asks whoever has a reference to give it to one of the asker's compartments. The answer is always the same one. */
@Injectable()
export class AskRelease {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, input: ReleaseInput): Promise<ReleaseAsked> {
    return this.unitOfWork.run(actor, 'release.request', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation, input.compartment).as(place?.role ?? null);
      act.require('release.request', operationFactsOf(place));
      if ((await findCompartment(tx, input.compartment))?.operation !== operation) throw notFound();
      // Two at once would both find room for one more.
      await lockOwnAgency(tx);
      if ((await openRequests(tx, operation)) >= mostOpen)
        throw conflict(
          'open_requests',
          `${mostOpen} of your requests wait for an answer. Withdraw one that you no longer need.`,
        );
      const id = newId();
      const reference = referencesIn(input.reference)[0] ?? input.reference.toUpperCase();
      await askRelease(tx, { id, operation, reference, compartment: input.compartment, reason: input.reason });
      act.touch('release', id, { ref: reference, owner: actor.agency });
      return { answer: 'If it exists, its owner has been asked.' };
    });
  }
}
