import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { expireOne, expireRelease, UnitOfWork } from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import { Admissions } from './admissions.js';

const every = 15_000;

/**
 * Writes down what has run out: end dates of members and observers, admissions and requests for release that
 * nobody answered. Nothing depends on its
 * being quick: what has run out is over by the clock in every predicate already.
 */
@Injectable()
export class Expiries implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly admissions: Admissions,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), every).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** One sweep; whoever asks while one is running waits for that one. */
  run(): Promise<void> {
    this.running ??= this.sweep()
      .catch((error: unknown) => rootLog.warn(describeError(error), 'expiries could not be written'))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async sweep(): Promise<void> {
    while (await this.unitOfWork.quietly(null, expireOne));
    while (await this.unitOfWork.quietly(null, expireRelease));
    await this.admissions.admitDue();
  }
}
