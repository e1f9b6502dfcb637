import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { TreeView } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { onLogGround, treeState, UnitOfWork } from '@liaison/persistence';
import { PublishedLog } from '../../platform/log-folder/published-log.js';
import { readPolicy } from '../../platform/log-folder/log-keys.js';
import { readStates } from './witness-states.js';
import type { WitnessState } from './witnesses.js';

/** In milliseconds; what waits for less is on its way, and how much that is would tell each agency how busy the others are. */
const lateAfter = 60_000;

/** How the tree stands: how far it is signed, whether something waits long, whether it is halted, and what the witnesses say. */
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
    const { signed, signedAt, halted, haltedAt, oldestPending } = state;
    const { needed, states } = await this.witnesses();
    return {
      signedSize: signed,
      signedAt: signedAt?.toISOString() ?? null,
      late: oldestPending !== null && now.getTime() - oldestPending.getTime() > lateAfter,
      halted: halted === null ? null : { reason: halted, since: haltedAt?.toISOString() ?? null },
      witnessesNeeded: needed,
      witnesses: states.map((state) => ({ ...state, at: state.at?.toISOString() ?? null })),
    };
  }

  /** Also where the log is halted because the folder is gone: then it cannot be said. */
  private async witnesses(): Promise<{ readonly needed: number | null; readonly states: readonly WitnessState[] }> {
    const { folder } = this.published;
    try {
      if (folder) return { needed: (await readPolicy(folder)).threshold, states: await readStates(folder) };
    } catch {
      // A policy that cannot be read, or a folder that is gone.
    }
    return { needed: null, states: [] };
  }
}
