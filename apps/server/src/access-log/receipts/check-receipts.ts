import { Injectable } from '@nestjs/common';
import { signKeys } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Id, ReceiptCheck } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { ownRecords, UnitOfWork, type Recorded } from '@liaison/persistence';
import { Inclusions } from '../../platform/receipts/inclusions.js';
import { inText, noteOn, Receipts, type Signing } from '../../platform/receipts/receipts.js';

/** Milliseconds. How soon a record is taken up says how large the batches are, and so what others do. */
const oldEnough = 10_000;
/** Milliseconds. A list of keys and up to 32 inclusions are signed, and whoever asks has done their act long since. */
const signWithin = 8_000;

type Checked = ReceiptCheck['receipts'][number];

/** What became of the records that somebody's own acts left. Of others' it says what it says of none. */
@Injectable()
export class CheckReceipts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly receipts: Receipts,
    private readonly inclusions: Inclusions,
  ) {}

  async run(actor: Actor, records: readonly Id[]): Promise<ReceiptCheck> {
    const { own, now } = await this.unitOfWork.read(actor, 'receipt.check', async (tx, act) => {
      act.require('receipt.check', {});
      for (const record of records) act.touch('record', record);
      return { own: await ownRecords(tx, records), now: tx.now };
    });
    const old = own.filter(({ at }) => now.getTime() - at.getTime() >= oldEnough);
    const proven = await this.inclusions.proven(old, now);
    const signed = await this.receipts.sign((signing) => notesOf(proven, signing), signWithin);
    if (!signed) throw signsNothing();
    const found = new Set(own.map(({ record }) => record));
    const checked = records.map((record): Checked => {
      const inclusion = signed.inclusions.get(record) ?? null;
      if (inclusion !== null) return { record, state: 'included', inclusion };
      return { record, state: found.has(record) ? 'waiting' : 'unknown', inclusion };
    });
    return { keys: signed.keys, receipts: checked };
  }
}

/** Nor says that something waits, which may be there. */
const signsNothing = (): DomainError =>
  new DomainError('unavailable', 'The access log signs nothing here at the moment. Ask again later.');

async function notesOf(proven: readonly Recorded[], signing: Signing) {
  const inclusions = proven.map(async (one) => [one.record, await noteOn('inclusion', one, signing)] as const);
  return {
    keys: inText(await signKeys(signing.logs, signing.keys)),
    inclusions: new Map(await Promise.all(inclusions)),
  };
}
