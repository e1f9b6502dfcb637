import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AccessRecordView, Page } from '@liaison/contracts';
import { logOf, UnitOfWork, type Act } from '@liaison/persistence';
import { afterInTime, onePage, placeInTime } from '../platform/input/place.js';
import type { LogDto } from './log.dto.js';

const pageSize = 100;

/** The records of an auditor's scope, newest first. The look-up is a record too. */
@Injectable()
export class QueryLog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, query: LogDto): Promise<Page<AccessRecordView>> {
    const from = query.next === undefined ? null : placeInTime(query.next);
    return this.unitOfWork.read(actor, 'log.read', async (tx, act) => {
      act.require('log.read', {}).in(query.operation ?? null);
      note(act, query);
      return onePage(await logOf(tx, query, from, pageSize + 1), pageSize, afterInTime);
    });
  }
}

function note(act: Act, query: LogDto): void {
  for (const name of ['from', 'to', 'person', 'agency', 'object', 'reference', 'class', 'outcome'] as const) {
    const value = query[name];
    if (value !== undefined) act.note(name, value);
  }
}
