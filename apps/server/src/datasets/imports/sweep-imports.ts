import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { sweepImports, UnitOfWork } from '@liaison/persistence';

const everyMs = 10 * 60_000;

/** Removes what was staged and forgotten: nothing of a file outlives a day without a commit. */
@Injectable()
export class SweepImports implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  onApplicationBootstrap(): void {
    // A sweep that fails is made up for by the next one.
    this.timer = setInterval(() => void this.run().catch(() => undefined), everyMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  run(): Promise<number> {
    return this.unitOfWork.quietly(null, sweepImports);
  }
}
