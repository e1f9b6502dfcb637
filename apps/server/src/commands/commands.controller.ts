import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { CommandAnswer } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { ActsByKind } from '../platform/doors/act.decorator.js';
import { inputPipe } from '../platform/errors/input.pipe.js';
import { CommandBodyDto, CommandDto } from './command.dto.js';
import { ReadCommand } from './read-command.js';
import { Committer } from './committer.js';

/** The second door to the same handlers as the socket's `command`. */
@Controller('compartments')
export class CommandsController {
  constructor(
    private readonly reader: ReadCommand,
    private readonly committer: Committer,
  ) {}

  @Post(':compartment/commands')
  @ActsByKind()
  async post(
    @CurrentActor() actor: Actor,
    @Param('compartment') compartment: string,
    @Headers('idempotency-key') commandId: string | undefined,
    @Body() body: CommandBodyDto,
  ): Promise<CommandAnswer> {
    const envelope = { ...body, compartment, commandId };
    const checked = (await inputPipe.transform(envelope, { type: 'body', metatype: CommandDto })) as CommandDto;
    return this.committer.run(actor, await this.reader.read(checked));
  }
}
