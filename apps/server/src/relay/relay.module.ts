import { Module } from '@nestjs/common';
import { DrainModule } from '../platform/drain/drain.module.js';
import { HintsModule } from '../platform/hints/hints.module.js';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { SessionsModule } from '../platform/sessions/sessions.module.js';
import { Clients } from './clients.js';
import { Departures } from './departures.js';
import { CloseThread } from './close-thread.js';
import { OpenThread } from './open-thread.js';
import { Presence } from './presence.js';
import { OtherProcesses } from './other-processes.js';
import { Outbound } from './outbound.js';
import { ReadLeases } from './read-leases.js';
import { RelayGateway } from './relay.gateway.js';
import { Relay } from './relay.js';
import { SayHello } from './say-hello.js';
import { WarmUp } from './warm-up.js';

/** Committed events to sockets, and the one recovery path. */
@Module({
  imports: [PlatformModule, PersistenceModule, SessionsModule, HintsModule, DrainModule],
  providers: [
    Clients,
    Outbound,
    Relay,
    RelayGateway,
    SayHello,
    OpenThread,
    CloseThread,
    Presence,
    Departures,
    OtherProcesses,
    ReadLeases,
    WarmUp,
  ],
})
export class RelayModule {}
