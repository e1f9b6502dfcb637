import type { StreamName } from '@liaison/contracts';
import type { Entry } from '../history.js';
import type { Findings } from './findings.js';
import { bytesOf, type Stored } from './stored.js';

type Said<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** Every client's log of a stream is the table's, byte for byte, from where it began to where it came to rest. */
export class LogsCheck {
  private readonly positions = new Map<string, number>();
  private readonly rested = new Set<string>();
  delivered = 0;

  constructor(
    private readonly stored: Stored,
    private readonly findings: Findings,
  ) {}

  take(entry: Entry): void {
    if (entry.kind === 'began') this.begin(entry);
    if (entry.kind === 'applied') this.apply(entry);
    if (entry.kind === 'denied') this.findings.add('refused-wrongly', `${placeOf(entry)}: denied`);
    if (entry.kind === 'rested') this.rest(entry);
  }

  /** Of whom nothing was noted at the end, nobody knows whether they got there. */
  finish(): void {
    for (const place of this.positions.keys())
      if (!this.rested.has(place)) this.findings.add('stranded', `${place}: its end is not known`);
  }

  private begin(entry: Said<'began'>): void {
    this.positions.set(placeOf(entry), entry.position);
    this.requireThere(entry.stream, placeOf(entry), entry.position);
  }

  private rest(entry: Said<'rested'>): void {
    this.rested.add(placeOf(entry));
    if (entry.position !== this.stored.head(entry.stream))
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
    this.requireThere(entry.stream, place, entry.through);
    this.positions.set(place, Math.max(position, entry.through));
  }

  private requireThere(stream: StreamName, place: string, through: number): void {
    const head = this.stored.head(stream);
    if (through > head) this.findings.add('phantom', `${place}: through ${through} of ${head}`);
  }

  /** Those who are in all along have a right to every number. */
  private requireWhole(stream: StreamName, place: string, after: number, through: number): void {
    for (let seq = after + 1; seq <= Math.min(through, this.stored.head(stream)); seq += 1)
      this.findings.add('hole', `${place}: ${seq} was passed over`);
  }
}

const placeOf = (entry: { readonly client: number; readonly stream: StreamName }): string =>
  `client ${entry.client}, ${entry.stream}`;
