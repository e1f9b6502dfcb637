import type { Clock } from '@liaison/domain';

const second = 1_000;

const beginning = '2025-09-15T08:00:00.000Z';

/** A clock that has gone on since a moment (milliseconds since the epoch): the same in every process that is told it. */
export class FlowingClock implements Clock {
  constructor(private readonly since: number) {}

  now(): Date {
    return new Date(Date.parse(beginning) + Date.now() - this.since);
  }
}

/** A clock that stands still until a test steps it. */
export class SteppableClock implements Clock {
  private current: number;

  constructor(start = beginning) {
    this.current = Date.parse(start);
  }

  now(): Date {
    return new Date(this.current);
  }

  stepSeconds(count: number): void {
    this.current += count * second;
  }

  stepMinutes(count: number): void {
    this.stepSeconds(count * 60);
  }

  stepHours(count: number): void {
    this.stepMinutes(count * 60);
  }

  stepDays(count: number): void {
    this.stepHours(count * 24);
  }
}
