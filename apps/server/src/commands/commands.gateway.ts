import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { Actor } from '@liaison/authz';
import type { Answer, CommandAnswer } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { ActsByKind } from '../platform/doors/act.decorator.js';
import { LiaisonGateway } from '../platform/sockets/gateway.decorator.js';
import { CommandDto } from './command.dto.js';
import { ReadCommand } from './read-command.js';
import { Committer } from './committer.js';

@LiaisonGateway()
export class CommandsGateway {
  constructor(
    private readonly reader: ReadCommand,
    private readonly committer: Committer,
  ) {}

  @SubscribeMessage('command')
  @ActsByKind()
  async command(
    @CurrentActor() actor: Actor,
    @MessageBody() envelope: CommandDto,
  ): Promise<Answer<{ readonly result: CommandAnswer }>> {
    return { ok: true, result: await this.committer.run(actor, await this.reader.read(envelope)) };
  }
}
