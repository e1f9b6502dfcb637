import { Injectable } from '@nestjs/common';
import { parseEntry } from '@liaison/access-record';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { ownRecords, UnitOfWork, type OwnRecord, type Tx } from '@liaison/persistence';
import { PublishedLog } from '../log-folder/published-log.js';
import { Receipts } from './receipts.js';

const lookEvery = 200;

/**
 * That the signed tree holds somebody's own record. The proof is made and looked at here; what goes out is signed and tells
 * no place in the tree, which would count everybody's records.
 */
@Injectable()
export class Inclusions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
    private readonly receipts: Receipts,
  ) {}

  /** Null while the tree does not hold it, or while that cannot be shown here. */
  async of({ record, entry }: OwnRecord, now: Date): Promise<string | null> {
    if (!entry || !(await this.isProven(entry))) return null;
    return this.receipts.sign('inclusion', { record, digest: parseEntry(entry.entryBytes).record, at: now });
  }

  /** Asks again until then; null where the tree had not taken it up within so many milliseconds. */
  async within(milliseconds: number, actor: Actor, record: Id): Promise<string | null> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const { own, now } = await this.unitOfWork.quietly(actor.person, async (tx: Tx) => ({
        own: await ownRecords(tx, [record]),
        now: tx.now,
      }));
      const signed = own[0] ? await this.of(own[0], now) : null;
      if (signed !== null || performance.now() > end) return signed;
      await new Promise((done) => setTimeout(done, lookEvery));
    }
  }

  private async isProven(entry: NonNullable<OwnRecord['entry']>): Promise<boolean> {
    try {
      await this.published.proofs([entry]);
      return true;
    } catch (error) {
      // Not signed yet, or the folder is not to be read now: nothing is said of it.
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
