import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { TreeView } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { onLogGround, treeState, UnitOfWork } from '@liaison/persistence';
import { PublishedLog } from './published-log.js';

/** How the tree stands: how far it is signed, what waits, whether it is halted, and what the witnesses say. */
@Injectable()
export class ViewTree {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
  ) {}

  async run(actor: Actor): Promise<TreeView> {
    const { state, now } = await this.unitOfWork.read(actor, 'tree.view', async (tx, act) => {
      act.require('tree.view', {});
      await onLogGround(tx, act, actor);
      return { state: await treeState(tx), now: tx.now };
    });
    if (!state) throw notFound();
    const { size, signed, signedAt, halted, haltedAt, pending, oldestPending } = state;
    const { needed, states } = await this.published.witnesses();
    return {
      size,
      signedSize: signed,
      signedAt: signedAt?.toISOString() ?? null,
      pending: {
        count: pending,
        oldestSeconds: oldestPending && Math.round((now.getTime() - oldestPending.getTime()) / 1_000),
      },
      halted: halted === null ? null : { reason: halted, since: haltedAt?.toISOString() ?? null },
      witnessesNeeded: needed,
      witnesses: states.map((state) => ({ ...state, at: state.at?.toISOString() ?? null })),
    };
  }
}
