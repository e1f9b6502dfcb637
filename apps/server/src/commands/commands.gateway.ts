import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { Actor } from '@liaison/authz';
import type { Answer, CommandAnswer } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { ActsByKind } from '../platform/doors/act.decorator.js';
import { LiaisonGateway } from '../platform/sockets/gateway.decorator.js';
import { Receipts } from '../platform/receipts/receipts.js';
import { AskedCommandDto } from './command.dto.js';
import { ReadCommand } from './read-command.js';
import { Committer } from './committer.js';

@LiaisonGateway()
export class CommandsGateway {
  constructor(
    private readonly reader: ReadCommand,
    private readonly committer: Committer,
    private readonly receipts: Receipts,
  ) {}

  @SubscribeMessage('command')
  @ActsByKind()
  async command(
    @CurrentActor() actor: Actor,
    @MessageBody() { receipt, ...envelope }: AskedCommandDto,
  ): Promise<Answer<{ readonly result: CommandAnswer; readonly receipts?: readonly string[] }>> {
    const command = await this.reader.read(envelope);
    if (receipt !== true) return { ok: true, result: await this.committer.run(actor, command) };
    const asking = this.receipts.ask(actor);
    const result = await this.committer.run(asking.actor, command);
    return { ok: true, result, receipts: await this.receipts.of(asking) };
  }
}
