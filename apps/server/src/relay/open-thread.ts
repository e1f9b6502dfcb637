import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, DomainError, newId } from '@liaison/domain';
import { insertOpenThread, openingOf, UnitOfWork, type Stated } from '@liaison/persistence';
import { consultThread } from '../platform/permissions/thread-place.js';
import { Lanes } from './lanes.js';

/** A thread that a session has open: its words flow until it is closed, and the record says from where to where. */
export interface ReadLease {
  readonly id: Id;
  readonly thread: Id;
  readonly operation: Id;
  readonly compartment: Id;
  /** The agency whose thread it is. */
  readonly owner: Id | null;
  readonly fromSeq: number;
  /** False where the reader's agency keeps presence to itself. */
  readonly shown: boolean;
}

/** At a time in this process: after a restart everybody opens what they had open, and goes on writing meanwhile. */
const openings = 4;

@Injectable()
export class OpenThread {
  private readonly lanes = new Lanes(openings);

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Committed before the first word goes out. Only who follows the compartment would be told that they are out of it.
   */
  run(actor: Actor, threadId: Id, stated: Stated, follows: (compartment: Id) => boolean): Promise<ReadLease> {
    const { session } = actor;
    if (session === null) throw new DomainError('unauthenticated', 'You are not signed in.');
    const opening = (): Promise<ReadLease> =>
      this.unitOfWork.read(actor, 'thread.open', async (tx, act) => {
        const { thread, compartment } = await consultThread(tx, act, actor, 'thread.open', threadId, stated);
        if (!follows(compartment.id))
          throw conflict('not_followed', 'The words of a thread come with its compartment: say hello to that first.');
        const { position, owner, shown } = await openingOf(tx, threadId, compartment.id, actor.agency);
        const lease = {
          id: newId(),
          thread: threadId,
          operation: compartment.operation,
          compartment: thread.compartment,
          owner,
          fromSeq: position,
          shown,
        };
        insertOpenThread(tx, { ...lease, session, person: actor.person });
        act.note('from', position);
        return lease;
      });
    return this.lanes.run(opening);
  }
}
