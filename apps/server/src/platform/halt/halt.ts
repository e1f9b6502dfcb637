import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { logHalted, logIsHalted, UnitOfWork, type LogHalted } from '@liaison/persistence';
import { Metrics } from '../metrics/metrics.js';

const every = 1_000;

/**
 * Whether the access log contradicts itself. While it does, this process takes no act that writes: what is added now
 * could not be proven later. Looked at each second; where the database does not answer, what it said last stands.
 */
@Injectable()
export class Halt implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private halted: LogHalted | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly metrics: Metrics,
  ) {
    unitOfWork.refuseWritesWhile(() => this.halted && logIsHalted(this.halted));
  }

  /** For those who may know; null while all is well. */
  get why(): LogHalted | null {
    return this.halted;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), every).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  /** Whoever asks while it is being looked at waits for that look. */
  look(): Promise<void> {
    this.looking ??= this.unitOfWork
      .quietly(null, logHalted)
      .then((halted) => {
        this.halted = halted;
        this.metrics.logHalted(halted !== null);
      })
      .catch(() => undefined)
      .finally(() => (this.looking = null));
    return this.looking;
  }
}
