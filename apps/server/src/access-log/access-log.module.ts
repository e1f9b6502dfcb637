import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { AccessLogController } from './access-log.controller.js';
import { QueryLog } from './query-log.js';

/** Auditors: the log of their scope. */
@Module({ imports: [PersistenceModule], controllers: [AccessLogController], providers: [QueryLog] })
export class AccessLogModule {}
