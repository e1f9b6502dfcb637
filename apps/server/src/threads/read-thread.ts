import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, MessageHeader, MessagePage } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  findMessage,
  groundOf,
  isTask,
  lastDecision,
  pageOf,
  positionOf,
  textsOf,
  UnitOfWork,
  type Tx,
} from '@liaison/persistence';
import type { PageDto } from './thread.dto.js';
import { placeOf } from './read-facts.js';

/** One page of a thread's history, with the words that may flow with it. */
@Injectable()
export class ReadThread {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, threadId: Id, query: PageDto): Promise<MessagePage> {
    return this.unitOfWork.read(actor, 'thread.open', async (tx, act) => {
      const { thread, operation, facts } = await placeOf(tx, act, actor, threadId);
      act.require('thread.open', facts);
      if (!thread || operation === null) throw notFound();
      const task = await isTask(tx, actor.person, thread.dataset);
      act.because(
        await groundOf(tx, actor, { operation, object: thread.id, stated: query.ground, task, freeText: false }),
      );
      const page = await windowOf(tx, thread.id, query);
      for (const one of page.messages) act.touch('message', one.id, { version: one.version, owner: one.agency });
      const decision = await lastDecision(tx, thread.id);
      return {
        ...(await positionOf(tx, thread.compartment)),
        ...page,
        texts: await textsOf(
          tx,
          page.messages.map((one) => one.id),
        ),
        decision: decision && {
          thread: thread.id,
          text: decision.text,
          by: decision.author,
          at: decision.at.toISOString(),
        },
      };
    });
  }
}

type Window = Pick<MessagePage, 'messages' | 'hasBefore' | 'hasAfter'>;

async function windowOf(tx: Tx, thread: Id, query: PageDto): Promise<Window> {
  const limit = query.limit ?? 50;
  if (query.after !== undefined) return forward(await pageOf(tx, thread, { after: query.after }, limit + 1), limit);
  if (query.around !== undefined) return around(tx, thread, query.around, limit);
  return backward(
    await pageOf(tx, thread, { before: query.before ?? Number.MAX_SAFE_INTEGER }, limit + 1),
    limit,
    query.before,
  );
}

const forward = (found: MessageHeader[], limit: number): Window => ({
  messages: found.slice(0, limit),
  hasBefore: true,
  hasAfter: found.length > limit,
});

const backward = (found: MessageHeader[], limit: number, before: number | undefined): Window => ({
  messages: found.slice(-limit),
  hasBefore: found.length > limit,
  hasAfter: before !== undefined,
});

/** A permalink's neighbourhood: half a page on each side. */
async function around(tx: Tx, thread: Id, message: Id, limit: number): Promise<Window> {
  const found = await findMessage(tx, message);
  if (found?.thread !== thread) throw notFound();
  const half = Math.ceil(limit / 2);
  const older = await pageOf(tx, thread, { before: found.seq }, half + 1);
  const newer = await pageOf(tx, thread, { after: found.seq - 1 }, half + 1);
  return {
    messages: [...older.slice(-half), ...newer.slice(0, half)],
    hasBefore: older.length > half,
    hasAfter: newer.length > half,
  };
}
