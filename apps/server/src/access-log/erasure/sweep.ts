import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { sweepBehind, sweepLog, UnitOfWork } from '@liaison/persistence';
import { describeError } from '../../platform/logging/describe-error.js';
import { rootLog } from '../../platform/logging/log.js';
import { Metrics } from '../../platform/metrics/metrics.js';

const every = 3_600_000;
/** What has failed stood behind a long erasure, as a rule. */
const soon = 60_000;

/** At its start and once an hour each server looks for records whose periods are over; in the database one of them waits for the other. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private retry: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isOver = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), every).unref();
    void this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.isOver = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
    if (this.retry) clearTimeout(this.retry);
  }

  /** Batch by batch until nothing is due. What has failed is tried again in a minute. */
  run(): Promise<void> {
    this.running ??= this.sweep()
      .catch((error: unknown) => {
        rootLog.warn(describeError(error), 'access log: what is due was not erased; it is tried again in a minute');
        if (this.retry) clearTimeout(this.retry);
        this.retry = setTimeout(() => void this.run(), soon).unref();
      })
      .finally(() => (this.running = null));
    return this.running;
  }

  private async sweep(): Promise<void> {
    try {
      while (!this.isOver && (await this.unitOfWork.quietly(null, sweepLog)));
    } finally {
      this.metrics.sweepIsBehind(await this.unitOfWork.quietly(null, sweepBehind));
    }
  }
}
