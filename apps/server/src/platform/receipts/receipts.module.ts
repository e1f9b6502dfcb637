import { Module } from '@nestjs/common';
import { PersistenceModule } from '../persistence.module.js';
import { PlatformModule } from '../platform.module.js';
import { PublishedLog } from '../log-folder/published-log.js';
import { Inclusions } from './inclusions.js';
import { Receipts } from './receipts.js';

/** What the log says of records to the people whose acts left them. */
@Module({
  imports: [PlatformModule, PersistenceModule],
  providers: [PublishedLog, Receipts, Inclusions],
  exports: [PublishedLog, Receipts, Inclusions],
})
export class ReceiptsModule {}
