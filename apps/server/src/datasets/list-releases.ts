import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, Page, ReleaseRequestView } from '@liaison/contracts';
import { findOperation, operationFactsOf, releasesOf, UnitOfWork } from '@liaison/persistence';
import { onePage } from '../platform/input/place.js';
import { presentRelease } from './present-release.js';
import type { ReleasesQueryDto } from './release.dto.js';

const usual = 100;

/** Requests of an operation: asked by one's own side, or of it; every step shown to both. */
@Injectable()
export class ListReleases {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, query: ReleasesQueryDto = {}): Promise<Page<ReleaseRequestView>> {
    const limit = query.limit ?? usual;
    return this.unitOfWork.read(actor, 'release.view', async (tx, act) => {
      const place = await findOperation(tx, operation);
      act.in(place && operation).as(place?.role ?? null);
      act.require('release.view', operationFactsOf(place));
      const found = await releasesOf(tx, operation, query.next ?? null, limit + 1);
      const { items, next } = onePage(found, limit, ({ id }) => id);
      for (const request of items) act.touch('release', request.id, { ref: request.ref, owner: request.askedAgency });
      return { items: items.map((request) => presentRelease(actor, place, request)), next };
    });
  }
}
