import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { SignedTree } from '@liaison/contracts';
import { onLogGround, UnitOfWork } from '@liaison/persistence';
import { PublishedLog } from '../../platform/log-folder/published-log.js';

/** The signed head of the tree, and whom one has to trust to believe it. */
@Injectable()
export class ViewCheckpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
  ) {}

  async run(actor: Actor): Promise<SignedTree> {
    await this.unitOfWork.read(actor, 'tree.view', (tx, act) => onLogGround(tx, act.require('tree.view', {}), actor));
    const checkpoint = new TextDecoder().decode(await this.published.checkpoint());
    return { checkpoint, policy: (await this.published.policy()).text };
  }
}
