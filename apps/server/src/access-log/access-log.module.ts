import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { AccessLogController } from './access-log.controller.js';
import { AskTheLog } from './ask-the-log.js';
import { AuditingController } from './auditing.controller.js';
import { Enquire } from './enquire.js';
import { FindAnomalies } from './find-anomalies.js';
import { KeepQueries } from './keep-queries.js';
import { CouldSee } from './could-see.js';
import { CountLog } from './count-log.js';
import { ExportLog } from './export-log.js';
import { LogFiguresController } from './log-figures.controller.js';
import { ReadLog } from './read-log.js';
import { StateLogGround } from './state-log-ground.js';
import { ViewRecord } from './view-record.js';
import { WhoOpened } from './who-opened.js';

/** Auditors: the log of their scope. */
@Module({
  imports: [PersistenceModule],
  controllers: [AccessLogController, LogFiguresController, AuditingController],
  providers: [
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
  ],
})
export class AccessLogModule {}
