import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, Page, ShareHeader } from '@liaison/contracts';
import {
  findOperation,
  operationFactsOf,
  registerPage,
  UnitOfWork,
  type Act,
  type RegisterFilter,
} from '@liaison/persistence';
import { afterInRegister, onePage, placeInRegister } from '../platform/input/place.js';
import type { RegisterQueryDto } from './read.dto.js';

const usual = 100;

/** The register's grid, of the compartments that the reader is in: reference, owner, state, marking and counts. */
@Injectable()
export class ReadRegister {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, query: RegisterQueryDto): Promise<Page<ShareHeader>> {
    const limit = query.limit ?? usual;
    const after = query.next === undefined ? null : placeInRegister(query.next);
    return this.unitOfWork.read(actor, 'register.view', async (tx, act) => {
      const found = await findOperation(tx, operation);
      act.in(found && operation, query.compartment ?? null).as(found?.role ?? null);
      act.require('register.view', operationFactsOf(found));
      const rows = await registerPage(tx, filterOf(actor, operation, query), after, limit + 1);
      const page = onePage(rows, limit, afterInRegister);
      record(act, query, page.items);
      return page;
    });
  }
}

const filterOf = (actor: Actor, operation: Id, query: RegisterQueryDto): RegisterFilter => ({
  operation,
  compartment: query.compartment ?? null,
  status: query.status ?? null,
  origin: query.origin ?? null,
  priority: query.priority ?? null,
  known: query.known ?? null,
  task: query.task === 'mine' ? actor.person : null,
  country: query.country ?? null,
  assessed: query.assessed ?? null,
  text: query.q ?? null,
});

/** What was shown, and the filters; words only by their length. */
function record(act: Act, query: RegisterQueryDto, items: readonly ShareHeader[]): void {
  for (const share of items)
    act.touch('dataset', share.dataset, { ref: share.ref, owner: share.withdrawnBy ?? share.originator });
  for (const name of ['status', 'origin', 'priority', 'known', 'task', 'country', 'assessed'] as const)
    if (query[name] !== undefined) act.note(name, query[name]);
  if (query.q !== undefined) act.note('length', query.q.length);
}
