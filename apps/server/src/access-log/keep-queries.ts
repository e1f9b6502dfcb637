import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { NewSavedLogQuery, SavedLogQuery } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import { dropLogQuery, keepLogQuery, logQueries, type Tx } from '@liaison/persistence';
import { AskTheLog } from './ask-the-log.js';

const most = 50;

/** Questions that an auditor keeps, theirs alone. */
@Injectable()
export class KeepQueries {
  constructor(private readonly ask: AskTheLog) {}

  list(actor: Actor): Promise<readonly SavedLogQuery[]> {
    return this.ask.run(actor, 'log.view_queries', {}, (tx) => logQueries(tx));
  }

  keep(actor: Actor, query: NewSavedLogQuery): Promise<SavedLogQuery> {
    return this.ask.write(actor, 'log.keep_query', async (tx, act) => {
      if ((await logQueries(tx)).length >= most)
        throw conflict('too_many_queries', `Keep at most ${most}; drop one first.`);
      const id = await keepLogQuery(tx, actor, query);
      act.touch('log_query', id);
      return found(tx, id);
    });
  }

  drop(actor: Actor, id: string): Promise<void> {
    return this.ask.write(actor, 'log.keep_query', async (tx, act) => {
      act.touch('log_query', id);
      if (!(await dropLogQuery(tx, id))) throw notFound();
    });
  }
}

async function found(tx: Tx, id: string): Promise<SavedLogQuery> {
  const query = (await logQueries(tx)).find((one) => one.id === id);
  if (!query) throw notFound();
  return query;
}
