import type { Clock } from '@liaison/domain';

const second = 1_000;

/** A clock that stands still until a test steps it. */
export class SteppableClock implements Clock {
  private current: number;

  constructor(start = '2025-09-15T08:00:00.000Z') {
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
