import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import {
  closeLeases,
  endLapsed,
  shownByLease,
  UnitOfWork,
  type Act,
  type LapsedLease,
  type Part,
  type ShownMessage,
} from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import { InBatches } from './in-batches.js';
import type { ReadLease } from './open-thread.js';

/** And up to which number it showed words. */
export interface EndedLease extends ReadLease {
  readonly lastSeq: number;
}

interface Closing {
  readonly actor: Actor;
  readonly lease: ReadLease;
  readonly lastSeq: number;
}

/**
 * Ends read leases, each an act of its own that names the messages whose words it showed, so that whoever they belong
 * to finds who read them. Those that end together (a person leaves with ten threads open, a server goes away with a
 * thousand) share a transaction.
 */
@Injectable()
export class CloseThread {
  private readonly closings = new InBatches((batch: readonly Closing[]) => this.closeAll(batch));

  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, lease: ReadLease, lastSeq: number): Promise<void> {
    return this.closings.add({ actor, lease, lastSeq });
  }

  /** In the place of a reader whose server crashed: what they may have seen until the lease lapsed. */
  lapsed({ person, agency, session, address, ...lease }: LapsedLease): Promise<void> {
    const actor = { person, agency, session, address, duties: [], installationDuties: [] };
    return this.unitOfWork.run(actor, 'thread.close', async (tx, act) => {
      const through = await endLapsed(tx, lease.id);
      if (through === null) return void act.withoutRecord();
      act.decidedBy('thread.close#lapsed').note('closedBy', 'lapse');
      tellShown(act, lease, through, await shownByLease(tx, lease.id, through));
    });
  }

  /** For whoever cannot be told: the client is gone, or has lost the stream. */
  afterwards(actor: Actor, lease: EndedLease): Promise<void> {
    return this.run(actor, lease, lease.lastSeq).catch((error: unknown) =>
      rootLog.warn(describeError(error), 'lease left open'),
    );
  }

  private closeAll(batch: readonly Closing[]): Promise<readonly PromiseSettledResult<void>[]> {
    let shown: Shown = new Map();
    const closings = new Map(batch.map((closing) => [partOf(closing, () => shown), closing]));
    return this.unitOfWork.together([...closings.keys()], async (tx, parts) => {
      const leases = parts
        .flatMap((part) => closings.get(part) ?? [])
        .map(({ lease, lastSeq }) => ({ id: lease.id, lastSeq }));
      // Of this transaction alone: what one that failed had closed is open, or closed by somebody else.
      shown = await closeLeases(tx, leases);
    });
  }
}

type Shown = Map<string, readonly ShownMessage[]>;

const partOf = (closing: Closing, shown: () => Shown): Part<void> => ({
  actor: closing.actor,
  action: 'thread.close',
  work: (_tx, act) => Promise.resolve(record(act, closing, shown())),
});

/** Once, whoever asks for it twice. */
function record(act: Act, { lease, lastSeq }: Closing, shown: Shown): void {
  const messages = shown.get(lease.id);
  if (!messages) return void act.withoutRecord();
  shown.delete(lease.id);
  act.decidedBy('thread.close#own');
  tellShown(act, lease, lastSeq, messages);
}

type Told = Pick<ReadLease, 'thread' | 'operation' | 'compartment' | 'owner'>;

function tellShown(act: Act, lease: Told, through: number, shown: readonly ShownMessage[]): void {
  act.in(lease.operation, lease.compartment).note('through', through);
  act.touch('thread', lease.thread, { owner: lease.owner });
  for (const { message, version, agency } of shown) act.touch('message', message, { version, owner: agency });
}
