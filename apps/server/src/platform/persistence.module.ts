import { Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { Clock } from '@liaison/domain';
import { appOptions, UnitOfWork } from '@liaison/persistence';
import type { DataSource } from 'typeorm';
import { CLOCK } from './clock.js';
import { Config } from './config/config.js';
import { PlatformModule } from './platform.module.js';

/** The database as the application's role sees it, and the one place that opens transactions. */
@Module({
  imports: [
    PlatformModule,
    TypeOrmModule.forRootAsync({
      imports: [PlatformModule],
      inject: [Config],
      useFactory: (config: Config) => ({ ...appOptions(config.databaseUrl ?? ''), retryAttempts: 0 }),
    }),
  ],
  providers: [
    {
      provide: UnitOfWork,
      inject: [getDataSourceToken(), CLOCK],
      useFactory: (source: DataSource, clock: Clock) => new UnitOfWork(source, clock),
    },
  ],
  exports: [UnitOfWork],
})
export class PersistenceModule {}
