import type { Id } from '@liaison/contracts';
import type { Entry } from './history.js';

/** Of numbers in ascending order. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** From the first time a command is sent to its acknowledgement, with everything that went wrong in between. */
export class Latencies {
  private readonly sent = new Map<Id, number>();
  readonly taken: number[] = [];
  private refused = 0;
  private attempts = 0;

  async *watch(history: AsyncIterable<Entry>): AsyncGenerator<Entry> {
    for await (const entry of history) {
      this.take(entry);
      yield entry;
    }
  }

  take(entry: Entry): void {
    if (entry.kind === 'sent') {
      this.attempts += 1;
      if (!this.sent.has(entry.command)) this.sent.set(entry.command, entry.t);
    }
    if (entry.kind === 'refused') this.refused += 1;
    if (entry.kind === 'acknowledged') this.taken.push(entry.t - (this.sent.get(entry.command) ?? entry.t));
  }

  get longest(): number {
    return this.taken.reduce((most, one) => Math.max(most, one), 0);
  }

  figures(): Record<string, string | number> {
    const sorted = [...this.taken].sort((a, b) => a - b);
    return {
      'times sent': this.attempts,
      acknowledged: sorted.length,
      refused: this.refused,
      'send to acknowledged p50 ms': percentile(sorted, 0.5).toFixed(1),
      'send to acknowledged p99 ms': percentile(sorted, 0.99).toFixed(0),
      'send to acknowledged longest ms': this.longest.toFixed(0),
    };
  }
}
