import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { AccessLogController } from './access-log.controller.js';
import { ExtractController } from './extract/extract.controller.js';
import { MakeExtract } from './extract/make-extract.js';
import { QueryLog } from './query-log.js';
import { ProveRecord } from './tree/prove-record.js';
import { PublishedLog } from './tree/published-log.js';
import { Sequencing } from './tree/sequencing.js';
import { TreeController } from './tree/tree.controller.js';
import { ViewCheckpoint } from './tree/view-checkpoint.js';
import { ViewTree } from './tree/view-tree.js';

/** Auditors: the log of their scope, and the tree that proves it. */
@Module({
  imports: [PlatformModule, PersistenceModule],
  controllers: [AccessLogController, TreeController, ExtractController],
  providers: [QueryLog, Sequencing, PublishedLog, ViewCheckpoint, ViewTree, ProveRecord, MakeExtract],
})
export class AccessLogModule {}
