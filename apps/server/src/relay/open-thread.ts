import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { DomainError, newId } from '@liaison/domain';
import {
  closeLease,
  endLapsed,
  insertOpenThread,
  positionOf,
  shownByLease,
  showsPresence,
  threadOwner,
  UnitOfWork,
  type Act,
  type LapsedLease,
  type Stated,
  type Tx,
} from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import { consultThread } from '../platform/permissions/thread-place.js';

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

@Injectable()
export class OpenThread {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Committed before the first word goes out. */
  run(actor: Actor, threadId: Id, stated: Stated): Promise<ReadLease> {
    const { session } = actor;
    if (session === null) throw new DomainError('unauthenticated', 'You are not signed in.');
    return this.unitOfWork.run(actor, 'thread.open', async (tx, act) => {
      const { thread, compartment } = await consultThread(tx, act, actor, 'thread.open', threadId, stated);
      const { position } = await positionOf(tx, compartment.id);
      const lease = {
        id: newId(),
        thread: threadId,
        operation: compartment.operation,
        compartment: thread.compartment,
        owner: await threadOwner(tx, threadId),
        fromSeq: position,
        shown: await showsPresence(tx, actor.agency),
      };
      await insertOpenThread(tx, actor.person, { ...lease, session });
      act.note('from', position);
      return lease;
    });
  }
}

@Injectable()
export class CloseThread {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Names the messages whose words it showed, so that whoever they belong to finds who read them. */
  run(actor: Actor, lease: ReadLease, lastSeq: number): Promise<void> {
    return this.unitOfWork.run(actor, 'thread.close', async (tx, act) => {
      if (!(await closeLease(tx, lease.id, lastSeq))) return void act.withoutRecord();
      act.decidedBy('thread.close#own');
      await tellShown(tx, act, lease, lastSeq);
    });
  }

  /** In the place of a reader whose server crashed: what they may have seen until the lease lapsed. */
  lapsed({ person, agency, session, address, ...lease }: LapsedLease): Promise<void> {
    const actor = { person, agency, session, address, duties: [], installationDuties: [] };
    return this.unitOfWork.run(actor, 'thread.close', async (tx, act) => {
      const through = await endLapsed(tx, lease.id);
      if (through === null) return void act.withoutRecord();
      act.decidedBy('thread.close#lapsed').note('closedBy', 'lapse');
      await tellShown(tx, act, lease, through);
    });
  }

  /** For whoever cannot be told: the client is gone, or has lost the stream. */
  afterwards(actor: Actor, lease: ReadLease & { readonly lastSeq: number }): Promise<void> {
    return this.run(actor, lease, lease.lastSeq).catch((error: unknown) =>
      rootLog.warn(describeError(error), 'lease left open'),
    );
  }
}

type Closing = Pick<ReadLease, 'id' | 'thread' | 'operation' | 'compartment' | 'owner'>;

async function tellShown(tx: Tx, act: Act, lease: Closing, through: number): Promise<void> {
  act.in(lease.operation, lease.compartment).note('through', through);
  act.touch('thread', lease.thread, { owner: lease.owner });
  for (const { message, version, agency } of await shownByLease(tx, lease.id, through))
    act.touch('message', message, { version, owner: agency });
}
