import type { Id, StreamEvent, StreamName } from '@liaison/contracts';
import { wordsKey, type StoredEvent, type Table } from '../table.js';
import { Each } from './highest.js';

/** What the relay sends of an event, byte for byte. */
export const bytesOf = ({ seq, id, kind, author, at, refs }: StreamEvent): string =>
  JSON.stringify({ seq, id, kind, author, at, refs: Object.fromEntries(Object.entries(refs).sort()) });

/** The table, looked up from every side that a check needs. */
export class Stored {
  private readonly bytes = new Map<Id, string>();
  private readonly byNumber = new Map<string, StoredEvent>();
  private readonly births = new Map<string, StoredEvent>();
  private readonly posts = new Map<Id, StoredEvent>();
  private readonly retractions = new Map<Id, StoredEvent>();
  private readonly acknowledgements = new Each<StoredEvent[]>(() => []);

  constructor(readonly table: Table) {
    for (const [stream, events] of table.streams) for (const event of events) this.index(stream, event);
  }

  at(stream: StreamName, seq: number): StoredEvent | undefined {
    return this.byNumber.get(`${stream} ${seq}`);
  }

  head(stream: StreamName): number {
    return this.table.streams.get(stream)?.at(-1)?.seq ?? 0;
  }

  bytesOf(event: Id): string | undefined {
    return this.bytes.get(event);
  }

  /** The event that posted the message. */
  post(message: Id): StoredEvent | undefined {
    return this.posts.get(message);
  }

  /** The event that brought these words. */
  birth(message: Id, version: number): StoredEvent | undefined {
    return this.births.get(wordsKey(message, version));
  }

  words(message: Id, version: number): string | undefined {
    return this.table.words.get(wordsKey(message, version));
  }

  /** The number of the event that took the message back; infinite while it stands. */
  retraction(message: Id): number {
    return this.retractionOf(message)?.seq ?? Infinity;
  }

  retractionOf(message: Id): StoredEvent | undefined {
    return this.retractions.get(message);
  }

  acknowledgementsOf(message: Id): readonly StoredEvent[] {
    return this.acknowledgements.all.get(message) ?? [];
  }

  private index(stream: StreamName, event: StoredEvent): void {
    this.bytes.set(event.id, bytesOf(event));
    this.byNumber.set(`${stream} ${event.seq}`, event);
    const message = String(event.refs.message);
    if (event.kind === 'message.posted') this.posts.set(message, event);
    if (event.kind === 'message.posted' || event.kind === 'message.edited')
      this.births.set(wordsKey(message, Number(event.refs.version)), event);
    if (event.kind === 'message.retracted') this.retractions.set(message, event);
    if (event.kind === 'message.acknowledged') this.acknowledgements.of(message).push(event);
  }
}
