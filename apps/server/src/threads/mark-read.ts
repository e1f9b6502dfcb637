import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ThreadMine } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  clearFollow,
  mineOf,
  moveCursors,
  notify,
  seatIn,
  setFollow,
  threadsOf,
  touchThreads,
  UnitOfWork,
} from '@liaison/persistence';
import { threadPlaceOf } from '../platform/permissions/thread-place.js';

/** A person's own marks on threads. They tell nobody else anything; their other screens learn it by their own stream. */
@Injectable()
export class MarkRead {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Moves the read mark of one thread forward. */
  run(actor: Actor, threadId: Id, seq: number): Promise<ThreadMine> {
    return this.unitOfWork.run(actor, 'thread.mark_read', async (tx, act) => {
      const { thread, facts } = await threadPlaceOf(tx, act, actor, threadId);
      act.require('thread.mark_read', facts);
      if (!thread) throw notFound();
      await moveCursors(tx, actor.person, [{ thread: threadId, seq: Math.min(seq, thread.lastSeq) }]);
      await notify(tx, [actor.person], 'read.moved', { thread: threadId });
      return mine(await mineOf(tx, actor.person, { threads: [threadId] }));
    });
  }

  /** Every thread of every compartment given, to its last message; all of them or none. */
  all(actor: Actor, compartments: readonly Id[]): Promise<void> {
    return this.unitOfWork.run(actor, 'thread.mark_read', async (tx, act) => {
      for (const compartment of compartments) {
        act.touch('compartment', compartment);
        const seat = await seatIn(tx, compartment, actor.person);
        act.require('compartment.view', { seat, phase: 'active' });
        const threads = await threadsOf(tx, compartment);
        await touchThreads(tx, act, threads);
        const marks = threads.map((thread) => ({ thread: thread.id, seq: thread.lastSeq }));
        await moveCursors(tx, actor.person, marks);
        await notify(tx, [actor.person], 'read.moved', { compartment });
      }
    });
  }
}

@Injectable()
export class FollowThread {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, threadId: Id, mode: ThreadMine['follow']): Promise<ThreadMine> {
    return this.unitOfWork.run(actor, 'thread.follow', async (tx, act) => {
      const { facts } = await threadPlaceOf(tx, act, actor, threadId);
      act.require('thread.follow', facts);
      if (mode === 'none') await clearFollow(tx, actor.person, threadId);
      else await setFollow(tx, actor.person, threadId, mode);
      await notify(tx, [actor.person], 'follow.changed', { thread: threadId });
      return mine(await mineOf(tx, actor.person, { threads: [threadId] }));
    });
  }
}

function mine([only]: readonly ThreadMine[]): ThreadMine {
  if (!only) throw notFound();
  return only;
}
