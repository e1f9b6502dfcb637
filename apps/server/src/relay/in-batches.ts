import { doneOrLate } from './done-or-late.js';

/** Together at most. */
const most = 100;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * What comes while a batch is under way goes together into the next one; at once when nothing is under way, and not behind
 * a batch that hangs.
 */
export class InBatches<T, R> {
  private readonly queue: Waiting<T, R>[] = [];
  private busy = false;

  constructor(private readonly work: (batch: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>) {}

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      if (!this.busy) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.queue.length > 0) await doneOrLate(this.run(this.queue.splice(0, most)));
    this.busy = false;
  }

  private async run(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ item }) => item));
      results.forEach((result, at) => {
        if (result.status === 'fulfilled') batch[at]?.resolve(result.value);
        else batch[at]?.reject(result.reason);
      });
    } catch (reason) {
      for (const { reject } of batch) reject(reason);
    }
  }
}
