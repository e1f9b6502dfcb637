import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, LogFilters } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import { agencies, countsOf, logOf, volumesOf } from '@liaison/persistence';
import { AskTheLog } from './ask-the-log.js';
import { noteShown } from './note-shown.js';
import { countedSpan } from './log-span.js';
import { countsTable, recordsTable, volumesTable } from './log-tables.js';

const mostRecords = 10_000;
const mostPeople = 10_000;

/** What an auditor sees, as tables to take along. */
@Injectable()
export class ExportLog {
  constructor(private readonly ask: AskTheLog) {}

  records(actor: Actor, filters: LogFilters): Promise<string> {
    return this.ask.run(actor, 'log.export', filters, async (tx, asked, act) => {
      const records = await logOf(tx, asked, null, mostRecords + 1);
      if (records.length > mostRecords) throw invalid('from', `narrow it: there are more than ${mostRecords} records`);
      noteShown(
        act,
        records.map(({ id }) => id),
      );
      return recordsTable(records, codeBy(await agencies(tx)));
    });
  }

  counts(actor: Actor, filters: LogFilters, zone = 'UTC'): Promise<string> {
    return this.ask.run(actor, 'log.export', filters, async (tx, asked, act) => {
      act.note('zone', zone);
      return countsTable(await countsOf(tx, countedSpan(asked, tx.now), zone));
    });
  }

  volumes(actor: Actor, filters: LogFilters): Promise<string> {
    return this.ask.run(actor, 'log.export', filters, async (tx, asked, act) => {
      const people = await volumesOf(tx, countedSpan(asked, tx.now), mostPeople + 1);
      if (people.length > mostPeople) throw invalid('from', `narrow it: there are more than ${mostPeople} people`);
      act.note('people', people.length);
      return volumesTable(people, codeBy(await agencies(tx)));
    });
  }
}

function codeBy(all: readonly { readonly id: Id; readonly code: string }[]): (id: Id | null) => string {
  const codes = new Map(all.map(({ id, code }) => [id, code]));
  return (id) => (id === null ? '' : (codes.get(id) ?? id));
}
