import { Injectable } from '@nestjs/common';
import { explain, type Actor } from '@liaison/authz';
import type { AccessRecordDetail, Id } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { couldSee, logRecord } from '@liaison/persistence';
import { AskTheLog } from './ask-the-log.js';

/** One record: with the rule that decided in words, and what its person could see at that moment. */
@Injectable()
export class ViewRecord {
  constructor(private readonly ask: AskTheLog) {}

  run(actor: Actor, id: Id): Promise<AccessRecordDetail> {
    return this.ask.run(actor, 'log.view', {}, async (tx, _filters, act) => {
      act.touch('record', id);
      const found = await logRecord(tx, id);
      if (!found) throw notFound();
      const { view, detail } = found;
      act.in(view.operation);
      const explained = view.rule === null ? null : explain(view.rule);
      return {
        ...view,
        detail,
        explanation: explained && view.rule !== null ? { rule: view.rule, ...explained } : null,
        couldSee:
          (view.seenAs !== 'person' && view.seenAs !== 'oversight') || view.person === null
            ? null
            : await couldSee(tx, view.person, new Date(view.at)),
      };
    });
  }
}
