import { Module } from '@nestjs/common';
import { PersistenceModule } from '../persistence.module.js';
import { PlatformModule } from '../platform.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { SocketGate } from '../sockets/socket-gate.js';
import { InboundLimits } from './inbound-limits.js';
import { RefusedInput } from './refused-input.js';

/** What is taken from outside, how much of it, and where that which is refused is counted. */
@Module({
  imports: [PlatformModule, PersistenceModule, RedisModule],
  providers: [InboundLimits, RefusedInput, SocketGate],
  exports: [InboundLimits, RefusedInput],
})
export class InboundModule {}
