import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LogCounts, LogFilters, LogVolumes } from '@liaison/contracts';
import { countsOf, volumesOf, type LogSpan, type Tx } from '@liaison/persistence';
import { AskTheLog } from './ask-the-log.js';
import { countedSpan } from './log-span.js';

const mostPeople = 1_000;

/** The log in figures, of what its reader could list. */
@Injectable()
export class CountLog {
  constructor(private readonly ask: AskTheLog) {}

  counts(actor: Actor, filters: LogFilters, zone = 'UTC'): Promise<LogCounts> {
    return this.ask.run(actor, 'log.count', filters, (tx, asked, act) => {
      act.note('zone', zone);
      return countsOf(tx, countedSpan(asked, tx.now), zone);
    });
  }

  volumes(actor: Actor, filters: LogFilters): Promise<LogVolumes> {
    return this.ask.run(actor, 'log.count', filters, (tx, asked) => volumes(tx, countedSpan(asked, tx.now)));
  }
}

async function volumes(tx: Tx, span: LogSpan): Promise<LogVolumes> {
  const found = await volumesOf(tx, span, mostPeople + 1);
  return { from: span.from, to: span.to, people: found.slice(0, mostPeople), cut: found.length > mostPeople };
}
