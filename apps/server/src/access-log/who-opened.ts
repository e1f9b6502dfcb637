import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LogFilters, OpenedLine, Page } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import { whoOpened } from '@liaison/persistence';
import { afterInTime, onePage, placeInTime } from '../platform/input/place.js';
import { AskTheLog } from './ask-the-log.js';
import { noteShown } from './note-shown.js';

const pageSize = 100;

/** Who opened an object between two moments, and on what ground; newest first. */
@Injectable()
export class WhoOpened {
  constructor(private readonly ask: AskTheLog) {}

  run(actor: Actor, filters: LogFilters, next: string | undefined): Promise<Page<OpenedLine>> {
    if ((filters.object === undefined) === (filters.reference === undefined))
      throw invalid('object', 'name the object by its id or by its reference, one of both');
    const from = next === undefined ? null : placeInTime(next);
    return this.ask.run(actor, 'log.opened', filters, async (tx, asked, act) => {
      if (next !== undefined) act.note('next', next);
      const { found, stillOpen } = await whoOpened(tx, asked, from, pageSize + 1);
      const page = onePage(found, pageSize, ({ place }) => afterInTime(place));
      const lines = page.items.filter(({ within }) => within).map(({ line }) => line);
      // What is open now is the newest; it comes before the first page.
      const items = [...stillOpen, ...lines];
      noteShown(
        act,
        items.map(({ record }) => record),
      );
      return { items, next: page.next };
    });
  }
}
