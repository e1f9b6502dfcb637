import { Module } from '@nestjs/common';
import { PlatformModule } from '../platform.module.js';
import { Redis } from './redis.js';

/** Redis, which is optional. */
@Module({ imports: [PlatformModule], providers: [Redis], exports: [Redis] })
export class RedisModule {}
