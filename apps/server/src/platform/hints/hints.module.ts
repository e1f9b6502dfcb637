import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { PlatformModule } from '../platform.module.js';
import { Redis } from '../redis/redis.js';
import { RedisModule } from '../redis/redis.module.js';
import { Hints } from './hints.js';
import { PostgresCarrier } from './postgres-carrier.js';
import { RedisCarrier } from './redis-carrier.js';

/** Hints between the processes: over Redis where it is configured, else over the database that all of them have. */
@Module({
  imports: [PlatformModule, RedisModule],
  providers: [
    {
      provide: Hints,
      inject: [Config, Redis],
      useFactory: (config: Config, redis: Redis) =>
        new Hints(redis.configured ? new RedisCarrier(redis) : new PostgresCarrier(config.databaseUrl ?? '')),
    },
  ],
  exports: [Hints],
})
export class HintsModule {}
