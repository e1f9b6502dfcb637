import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ReleaseRequestView } from '@liaison/contracts';
import { findOperation, operationFactsOf, releasesOf, UnitOfWork } from '@liaison/persistence';
import { presentRelease } from './present-release.js';

/** Requests of an operation: asked by one's own side, or of it; every step shown to both. */
@Injectable()
export class ListReleases {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id): Promise<readonly ReleaseRequestView[]> {
    return this.unitOfWork.read(actor, 'release.view', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation).as(place?.role ?? null);
      act.require('release.view', operationFactsOf(place));
      const requests = await releasesOf(tx, operation);
      for (const request of requests)
        act.touch('release', request.id, { ref: request.ref, owner: request.askedAgency });
      return requests.map((request) => presentRelease(actor, place, request));
    });
  }
}
