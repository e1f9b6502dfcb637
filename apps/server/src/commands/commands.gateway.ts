import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { Actor } from '@liaison/authz';
import type { ReceiptedAnswer } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { ActsByKind } from '../platform/doors/act.decorator.js';
import { LiaisonGateway } from '../platform/sockets/gateway.decorator.js';
import { refusalOf } from '../platform/errors/socket-problem.filter.js';
import { listening, Receipts } from '../platform/receipts/receipts.js';
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
  ): Promise<ReceiptedAnswer> {
    const command = await this.reader.read(envelope);
    if (receipt !== true) return { ok: true, result: await this.committer.run(actor, command) };
    const asking = listening(actor);
    // A refusal has left a record too; thrown, it would be answered by a filter that knows of no receipts.
    const answer = await this.committer
      .run(asking, command)
      .then((result) => ({ ok: true, result }) as const)
      .catch(refusalOf);
    return { ...answer, receipts: await this.receipts.of(asking.told) };
  }
}
