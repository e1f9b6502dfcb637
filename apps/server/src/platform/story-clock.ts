import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '@liaison/domain';

/**
 * The clock of a demonstration: the present, but for what its loader tells as if it had happened earlier. There is one
 * only in installations that are stamped as a demonstration, and no door leads to it.
 */
export class StoryClock implements Clock {
  private readonly told = new AsyncLocalStorage<Date>();

  now(): Date {
    return this.told.getStore() ?? new Date();
  }

  /** Whatever `work` does happens at this instant. */
  at<T>(instant: Date, work: () => Promise<T>): Promise<T> {
    return this.told.run(instant, work);
  }
}
