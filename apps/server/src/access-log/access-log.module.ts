import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { ReceiptsModule } from '../platform/receipts/receipts.module.js';
import { AccessLogController } from './access-log.controller.js';
import { AskTheLog } from './ask-the-log.js';
import { AuditingController } from './auditing.controller.js';
import { CouldSee } from './could-see.js';
import { CountLog } from './count-log.js';
import { Enquire } from './enquire.js';
import { ErasePerson } from './erasure/erase-person.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { HoldRecords } from './erasure/hold-records.js';
import { HoldsController } from './erasure/holds.controller.js';
import { SetRetention } from './erasure/set-retention.js';
import { Sweep } from './erasure/sweep.js';
import { ExportLog } from './export-log.js';
import { ExtractController } from './extract/extract.controller.js';
import { MakeExtract } from './extract/make-extract.js';
import { FindAnomalies } from './find-anomalies.js';
import { KeepQueries } from './keep-queries.js';
import { LogFiguresController } from './log-figures.controller.js';
import { ReadLog } from './read-log.js';
import { CheckReceipts } from './receipts/check-receipts.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { StateLogGround } from './state-log-ground.js';
import { ProveRecord } from './tree/prove-record.js';
import { Destinations } from './subscriptions/destinations.js';
import { KeepSubscriptions } from './subscriptions/keep-subscriptions.js';
import { Sending } from './subscriptions/sending.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';
import { Sequencing } from './tree/sequencing.js';
import { TreeController } from './tree/tree.controller.js';
import { ViewCheckpoint } from './tree/view-checkpoint.js';
import { ViewTree } from './tree/view-tree.js';
import { ViewRecord } from './view-record.js';
import { WhoOpened } from './who-opened.js';

/** Auditors: the log of their scope, and the tree that proves it. */
@Module({
  imports: [PlatformModule, PersistenceModule, ReceiptsModule],
  controllers: [
    AccessLogController,
    LogFiguresController,
    AuditingController,
    TreeController,
    ExtractController,
    ErasureController,
    HoldsController,
    SubscriptionsController,
    ReceiptsController,
  ],
  providers: [
    Sequencing,
    ViewCheckpoint,
    ViewTree,
    ProveRecord,
    MakeExtract,
    AskTheLog,
    StateLogGround,
    ReadLog,
    ViewRecord,
    WhoOpened,
    CouldSee,
    CountLog,
    ExportLog,
    KeepQueries,
    FindAnomalies,
    Enquire,
    ErasePerson,
    SetRetention,
    HoldRecords,
    Sweep,
    Destinations,
    KeepSubscriptions,
    Sending,
    CheckReceipts,
  ],
})
export class AccessLogModule {}
