import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { parseEntry } from '@liaison/access-record';
import type { Id } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { ownRecords, UnitOfWork, type OwnRecord, type Recorded } from '@liaison/persistence';
import pLimit from 'p-limit';
import { PublishedLog } from '../log-folder/published-log.js';
import { noteOn, Receipts } from './receipts.js';

const lookEvery = 200;
/** Of acts that wait at a time: who comes later is told to ask later. */
const mostWaiting = 32;
/** Of those that wait: the others' acts have the connections. */
const lookAtOnce = 2;

interface Entered {
  readonly entry: number;
  readonly entryBytes: Buffer;
}

/**
 * That the signed tree holds somebody's own record. The proof is made and looked at here; what goes out is signed and tells
 * no place in the tree, which would count everybody's records.
 */
@Injectable()
export class Inclusions {
  private waiting = 0;
  private readonly looking = pLimit(lookAtOnce);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
    private readonly receipts: Receipts,
  ) {}

  /** What may be said of those that the signed tree holds, and of which that can be shown here. */
  async proven(own: readonly OwnRecord[], now: Date): Promise<readonly Recorded[]> {
    const entered = own.flatMap(({ record, entry }) => (entry ? [{ record, ...entry }] : []));
    const held = entered.length === 0 ? new Set<number>() : await this.held(entered);
    return entered
      .filter(({ entry }) => held.has(entry))
      .map(({ record, entryBytes }) => ({ record, digest: parseEntry(entryBytes).record, at: now }));
  }

  /**
   * Asks again until so many milliseconds have passed, or the asker is gone; null where the tree had not taken it up by then. That
   * it could not be asked is as good as not yet.
   */
  async within(milliseconds: number, person: Id, record: Id, gone: AbortSignal): Promise<string | null> {
    if (this.waiting >= mostWaiting) return null;
    this.waiting += 1;
    try {
      const end = performance.now() + milliseconds;
      const isOver = (): boolean => gone.aborted || performance.now() > end;
      const look = (): Promise<string | null> | null => (isOver() ? null : this.now(person, record).catch(() => null));
      while (!isOver()) {
        const signed = await this.looking(look);
        if (signed !== null) return signed;
        await pause(lookEvery, null, { signal: gone }).catch(() => null);
      }
      return null;
    } finally {
      this.waiting -= 1;
    }
  }

  private async now(person: Id, record: Id): Promise<string | null> {
    const { own, now } = await this.unitOfWork.quietly(person, async (tx) => ({
      own: await ownRecords(tx, [record]),
      now: tx.now,
    }));
    const [held] = await this.proven(own, now);
    if (!held) return null;
    return this.receipts.sign((signing) => noteOn('inclusion', held, signing));
  }

  private async held(asked: readonly Entered[]): Promise<ReadonlySet<number>> {
    try {
      return new Set((await this.published.signedProofs(asked)).map(({ index }) => index));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Nothing is said of what cannot be shown now, and its neighbours are looked at without it.
      if (asked.length === 1) return new Set();
      const held = new Set<number>();
      for (const one of asked) for (const entry of await this.held([one])) held.add(entry);
      return held;
    }
  }
}
