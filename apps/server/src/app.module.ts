import { Module } from '@nestjs/common';
import { SearchModule } from './search/search.module.js';
import { AccessLogModule } from './access-log/access-log.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { DatasetsModule } from './datasets/datasets.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { PersistenceModule } from './platform/persistence.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { RelayModule } from './relay/relay.module.js';
import { ThreadsModule } from './threads/threads.module.js';

/** The rooms of the house. */
@Module({
  imports: [
    PlatformModule,
    PersistenceModule,
    HealthModule,
    IdentityModule,
    OperationsModule,
    CommandsModule,
    RelayModule,
    ThreadsModule,
    DatasetsModule,
    AccessLogModule,
    SearchModule,
  ],
})
export class AppModule {}
