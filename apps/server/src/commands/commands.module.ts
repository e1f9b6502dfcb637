import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { PersistenceModule } from '../platform/persistence.module.js';
import { CommandsController } from './commands.controller.js';
import { CommandsGateway } from './commands.gateway.js';
import { ReceiptsModule } from '../platform/receipts/receipts.module.js';
import { Handlers } from './handlers.js';
import { ReadCommand } from './read-command.js';
import { Committer } from './committer.js';

/** The two doors of every command, and the one way each is run. */
@Module({
  imports: [DiscoveryModule, PersistenceModule, ReceiptsModule],
  controllers: [CommandsController],
  providers: [Handlers, ReadCommand, Committer, CommandsGateway],
  exports: [Handlers],
})
export class CommandsModule {}
