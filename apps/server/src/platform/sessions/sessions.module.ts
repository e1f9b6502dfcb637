import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PersistenceModule } from '../persistence.module.js';
import { PlatformModule } from '../platform.module.js';
import { InboundModule } from '../rate-limit/inbound.module.js';
import { RequestTurns } from './request-turns.js';
import { SessionGuard } from './session.guard.js';
import { Sessions } from './sessions.js';

/** Sessions for whoever needs to know who is asking, and the guard of every HTTP door. */
@Module({
  imports: [PlatformModule, PersistenceModule, InboundModule],
  providers: [Sessions, RequestTurns, { provide: APP_GUARD, useClass: SessionGuard }],
  exports: [Sessions],
})
export class SessionsModule {}
