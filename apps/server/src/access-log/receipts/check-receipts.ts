import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ReceiptCheck } from '@liaison/contracts';
import { ownRecords, UnitOfWork } from '@liaison/persistence';
import { formatLogKey } from '@liaison/transparency-log';
import { PublishedLog } from '../../platform/log-folder/published-log.js';
import { Inclusions } from '../../platform/receipts/inclusions.js';

/** What became of the records that somebody's own acts left. Of others' it says what it says of none. */
@Injectable()
export class CheckReceipts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
    private readonly inclusions: Inclusions,
  ) {}

  async run(actor: Actor, records: readonly Id[]): Promise<ReceiptCheck> {
    const { own, now } = await this.unitOfWork.read(actor, 'receipt.check', async (tx, act) => {
      act.require('receipt.check', {});
      for (const record of records) act.touch('record', record);
      return { own: await ownRecords(tx, records), now: tx.now };
    });
    const { logs } = await this.published.policy();
    const receipts = records.map(async (record): Promise<ReceiptCheck['receipts'][number]> => {
      const found = own.find((one) => one.record === record);
      if (!found) return { record, state: 'unknown', inclusion: null };
      const inclusion = await this.inclusions.of(found, now);
      return { record, state: inclusion === null ? 'waiting' : 'included', inclusion };
    });
    return { keys: logs.map(formatLogKey), receipts: await Promise.all(receipts) };
  }
}
