import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { SessionsModule } from '../platform/sessions/sessions.module.js';
import { Clients } from './clients.js';
import { CloseThread, OpenThread } from './open-thread.js';
import { Presence } from './presence.js';
import { ReadLeases } from './read-leases.js';
import { RelayGateway } from './relay.gateway.js';
import { Relay } from './relay.js';
import { SayHello } from './say-hello.js';

/** Committed events to sockets, and the one recovery path. */
@Module({
  imports: [PersistenceModule, SessionsModule],
  providers: [Clients, Relay, RelayGateway, SayHello, OpenThread, CloseThread, Presence, ReadLeases],
})
export class RelayModule {}
