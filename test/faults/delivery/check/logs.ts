import type { StreamName } from '@liaison/contracts';
import type { Entry } from '../history.js';
import type { Findings } from './findings.js';
import { bytesOf, type Stored } from './stored.js';

type Said<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** Every client's log of a stream is the table's, byte for byte, from where it began to where it came to rest. */
export class LogsCheck {
  private readonly positions = new Map<string, number>();
  delivered = 0;

  constructor(
    private readonly stored: Stored,
    private readonly findings: Findings,
  ) {}

  take(entry: Entry): void {
    if (entry.kind === 'began') this.positions.set(placeOf(entry), entry.position);
    if (entry.kind === 'applied') this.apply(entry);
    if (entry.kind === 'denied') this.findings.add('refused-wrongly', `${placeOf(entry)}: denied`);
    if (entry.kind === 'rested' && entry.position !== this.stored.head(entry.stream))
      this.findings.add('stranded', `${placeOf(entry)} at ${entry.position} of ${this.stored.head(entry.stream)}`);
  }

  private apply(entry: Said<'applied'>): void {
    const place = placeOf(entry);
    let position = this.positions.get(place) ?? 0;
    for (const event of entry.events) {
      this.delivered += 1;
      const bytes = this.stored.bytesOf(event.id);
      if (bytes === undefined) this.findings.add('phantom', `${place}: ${event.kind} ${event.seq} ${event.id}`);
      else if (bytes !== bytesOf(event))
        this.findings.add('unlike', `${place}: ${bytesOf(event)} in place of ${bytes}`);
      if (event.seq <= position) this.findings.add('reordered', `${place}: ${event.seq} after ${position}`);
      else this.requireWhole(entry.stream, place, position, event.seq - 1);
      position = Math.max(position, event.seq);
    }
    this.requireWhole(entry.stream, place, position, entry.through);
    if (entry.through > this.stored.head(entry.stream))
      this.findings.add('phantom', `${place}: through ${entry.through} of ${this.stored.head(entry.stream)}`);
    this.positions.set(place, Math.max(position, entry.through));
  }

  /** Those who are in all along have a right to every number. */
  private requireWhole(stream: StreamName, place: string, after: number, through: number): void {
    for (let seq = after + 1; seq <= Math.min(through, this.stored.head(stream)); seq += 1)
      this.findings.add('hole', `${place}: ${seq} was passed over`);
  }
}

const placeOf = (entry: { readonly client: number; readonly stream: StreamName }): string =>
  `client ${entry.client}, ${entry.stream}`;
