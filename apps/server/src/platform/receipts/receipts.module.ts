import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { HaltModule } from '../halt/halt.module.js';
import { PersistenceModule } from '../persistence.module.js';
import { PlatformModule } from '../platform.module.js';
import { PublishedLog } from '../log-folder/published-log.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { GiveReceipts } from './give-receipts.js';
import { Inclusions } from './inclusions.js';
import { Receipts } from './receipts.js';

/** What the log says of records to the people whose acts left them. */
@Module({
  imports: [PlatformModule, PersistenceModule, HaltModule, SessionsModule],
  providers: [PublishedLog, Receipts, Inclusions, { provide: APP_INTERCEPTOR, useClass: GiveReceipts }],
  exports: [PublishedLog, Receipts, Inclusions],
})
export class ReceiptsModule {}
