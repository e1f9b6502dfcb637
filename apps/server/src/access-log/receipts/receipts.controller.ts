import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { ReceiptCheck } from '@liaison/contracts';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { CheckReceipts } from './check-receipts.js';
import { ReceiptCheckDto } from './receipts.dto.js';

/** For everybody, about the records of their own acts. */
@Controller('receipts')
export class ReceiptsController {
  constructor(private readonly checkReceipts: CheckReceipts) {}

  @Post()
  @HttpCode(200)
  @Act('receipt.check')
  check(@CurrentActor() actor: Actor, @Body() { records }: ReceiptCheckDto): Promise<ReceiptCheck> {
    return this.checkReceipts.run(actor, records);
  }
}
