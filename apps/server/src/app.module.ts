import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from './platform/config/config.js';
import { PlatformModule } from './platform/platform.module.js';

/** The rooms of the house. */
@Module({
  imports: [
    PlatformModule,
    TypeOrmModule.forRootAsync({
      imports: [PlatformModule],
      inject: [Config],
      useFactory: (config: Config) => ({
        type: 'postgres',
        url: config.databaseUrl,
        entities: [],
        synchronize: false,
        installExtensions: false,
        retryAttempts: 0,
      }),
    }),
  ],
})
export class AppModule {}
