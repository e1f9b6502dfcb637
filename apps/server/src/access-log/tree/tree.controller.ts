import { Controller, Get } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { RecordProof, SignedTree, TreeView } from '@liaison/contracts';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ProveRecord } from './prove-record.js';
import { ViewCheckpoint } from './view-checkpoint.js';
import { ViewTree } from './view-tree.js';

/** The log's tree, for those who read the log. */
@Controller('log')
export class TreeController {
  constructor(
    private readonly viewCheckpoint: ViewCheckpoint,
    private readonly viewTree: ViewTree,
    private readonly proveRecord: ProveRecord,
  ) {}

  @Get('checkpoint')
  @Act('tree.view')
  checkpoint(@CurrentActor() actor: Actor): Promise<SignedTree> {
    return this.viewCheckpoint.run(actor);
  }

  @Get('tree')
  @Act('tree.view')
  tree(@CurrentActor() actor: Actor): Promise<TreeView> {
    return this.viewTree.run(actor);
  }

  @Get('records/:id/proof')
  @Act('record.prove')
  proof(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<RecordProof> {
    return this.proveRecord.run(actor, id);
  }
}
