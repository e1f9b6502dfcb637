import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { CouldSeeView, Id } from '@liaison/contracts';
import { invalid, notFound } from '@liaison/domain';
import { couldSee } from '@liaison/persistence';
import { momentOf } from '../platform/input/moments.js';
import { AskTheLog } from './ask-the-log.js';

/** What somebody could see at a moment: own people anywhere, oversight within the operations its agency hosts. */
@Injectable()
export class CouldSee {
  constructor(private readonly ask: AskTheLog) {}

  run(actor: Actor, person: Id, asked: string): Promise<CouldSeeView> {
    return this.ask.run(actor, 'log.could_see', { person }, async (tx, _filters, act) => {
      const at = new Date(momentOf(asked));
      act.touch('person', person).note('at', at.toISOString());
      if (at.getTime() > tx.now.getTime()) throw invalid('at', 'must not be in the future');
      const found = await couldSee(tx, person, at);
      if (!found) throw notFound();
      return found;
    });
  }
}
