import type { Entry } from '../history.js';
import type { StoredEvent } from '../table.js';
import type { Findings } from './findings.js';
import type { Moments } from './moments.js';
import type { Stored } from './stored.js';

/** Wall clocks are read in whole milliseconds, here and beside it. */
const slack = 2;

/** Nothing is acknowledged or delivered before its transaction committed, by the commit times that PostgreSQL kept. */
export class EarlyCheck {
  /** From commit to client, in milliseconds. */
  readonly deliveries: number[] = [];

  constructor(
    private readonly stored: Stored,
    private readonly findings: Findings,
    private readonly moments: Moments,
  ) {}

  take(entry: Entry): void {
    if (entry.kind === 'acknowledged') this.require(entry, this.stored.at(entry.stream, entry.seq));
    if (entry.kind === 'applied')
      for (const { seq } of entry.events) {
        const took = this.require(entry, this.stored.at(entry.stream, seq));
        if (took !== null && entry.by === 'frame') this.deliveries.push(took);
      }
    if (entry.kind === 'words')
      for (const { message, version, text } of entry.texts)
        if (text !== null) this.require(entry, this.stored.birth(message, version));
  }

  /** Answers how long after its commit. */
  require({ t, kind }: Entry, event: StoredEvent | undefined): number | null {
    const took = event ? this.moments.since(event, t) : null;
    if (event && took !== null && took < -slack)
      this.findings.add('early', `${kind}: ${event.kind} ${event.id}, ${(-took).toFixed(1)} ms before`);
    return took;
  }
}
