import type { StreamName } from '@liaison/contracts';

/** Half of what the server lets go out unacknowledged, so that it need not stop for a client that reads. */
const everyEvents = 250;
const everyMillis = 1_000;

/** When the server is due to hear how far each stream has been read: seldom, and never later than a second. */
export class Acknowledgements {
  private readonly due = new Map<StreamName, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (stream: StreamName) => void) {}

  /** So many events of the stream have come. */
  note(stream: StreamName, events: number): void {
    const due = (this.due.get(stream) ?? 0) + events;
    this.due.set(stream, due);
    if (due >= everyEvents) return this.give(stream);
    this.timer ??= setTimeout(() => this.giveAll(), everyMillis);
  }

  /** The connection is gone, and with it what it was sent. */
  clear(): void {
    this.due.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private giveAll(): void {
    this.timer = undefined;
    for (const stream of [...this.due.keys()]) this.give(stream);
  }

  private give(stream: StreamName): void {
    this.due.delete(stream);
    this.tell(stream);
  }
}
