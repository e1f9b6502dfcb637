import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LogEnquiry, NewLogEnquiry } from '@liaison/contracts';
import { conflict, newId, notFound } from '@liaison/domain';
import { answerEnquiry, enquire, enquiries, type Tx } from '@liaison/persistence';
import { AskTheLog } from './ask-the-log.js';

const most = 500;

/** Auditors of one agency ask those of another; question and answer are acts of their sides. */
@Injectable()
export class Enquire {
  constructor(private readonly ask: AskTheLog) {}

  list(actor: Actor): Promise<readonly LogEnquiry[]> {
    return this.ask.run(actor, 'log.view_enquiries', {}, (tx) => enquiries(tx, most));
  }

  put(actor: Actor, { record, question }: NewLogEnquiry): Promise<LogEnquiry> {
    return this.ask.write(actor, 'log.enquire', async (tx, act) => {
      const id = newId();
      act.touch('record', record).touch('log_enquiry', id);
      const asked = await enquire(tx, id, record, question);
      if (asked === null) throw notFound();
      act.disclosedTo([asked]);
      return found(tx, id);
    });
  }

  answer(actor: Actor, id: string, answer: string): Promise<LogEnquiry> {
    return this.ask.write(actor, 'log.answer_enquiry', async (tx, act) => {
      act.touch('log_enquiry', id);
      const before = await found(tx, id);
      if (before.mine !== 'asked') throw notFound();
      const asking = await answerEnquiry(tx, id, answer);
      if (asking === null) throw conflict('answered', 'It has been answered already.');
      act.touch('record', before.record).disclosedTo([asking]);
      return found(tx, id);
    });
  }
}

async function found(tx: Tx, id: string): Promise<LogEnquiry> {
  const [one] = await enquiries(tx, 1, id);
  if (!one) throw notFound();
  return one;
}
