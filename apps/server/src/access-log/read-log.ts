import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AccessRecordView, LogFilters, Page } from '@liaison/contracts';
import { logOf } from '@liaison/persistence';
import { afterInTime, onePage, placeInTime } from '../platform/input/place.js';
import { AskTheLog } from './ask-the-log.js';
import { noteShown } from './note-shown.js';

const pageSize = 100;

/** The records of an auditor's scope, newest first. The look-up is a record too. */
@Injectable()
export class ReadLog {
  constructor(private readonly ask: AskTheLog) {}

  run(actor: Actor, filters: LogFilters, next: string | undefined): Promise<Page<AccessRecordView>> {
    const from = next === undefined ? null : placeInTime(next);
    return this.ask.run(actor, 'log.read', filters, async (tx, asked, act) => {
      if (next !== undefined) act.note('next', next);
      const page = onePage(await logOf(tx, asked, from, pageSize + 1), pageSize, afterInTime);
      noteShown(
        act,
        page.items.map(({ id }) => id),
      );
      return page;
    });
  }
}
