import { Module } from '@nestjs/common';
import { CommandsModule } from './commands/commands.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { PersistenceModule } from './platform/persistence.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { ThreadsModule } from './threads/threads.module.js';

/** The rooms of the house. */
@Module({ imports: [PlatformModule, PersistenceModule, HealthModule, CommandsModule, ThreadsModule] })
export class AppModule {}
