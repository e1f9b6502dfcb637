import { doneOrLate } from './done-or-late.js';

/**
 * So much of a kind at the same time, the rest in the order in which it came: connections are left for other work. What hangs
 * does not keep its place.
 */
export class Lanes {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    const result = work();
    void doneOrLate(result).then(() => this.leave());
    return result;
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
