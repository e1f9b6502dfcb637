import type { StreamName } from '@liaison/contracts';

/** One frame that went out: one object for all the sockets that got it. */
export interface Sent {
  readonly stream: StreamName;
  readonly through: number;
  readonly events: number;
  readonly bytes: number;
  /** Milliseconds of the domain clock. */
  readonly at: number;
}

const mostEvents = 500;
const mostBytes = 1024 * 1024;

/** What a socket was sent and has not acknowledged: bounded, whatever the socket does. */
export class Window {
  private sent: Sent[] = [];
  private events = 0;
  private bytes = 0;
  /** The streams that are not pushed for now, each with the last number that went by, and whether the socket knows. */
  private readonly missed = new Map<StreamName, { readonly through: number; readonly told: boolean }>();

  get isFull(): boolean {
    return this.events >= mostEvents || this.bytes >= mostBytes;
  }

  /** When the oldest frame went out of those that are not acknowledged. */
  get waitingSince(): number | null {
    return this.sent[0]?.at ?? null;
  }

  lags(stream: StreamName): boolean {
    return this.missed.has(stream);
  }

  add(sent: Sent): void {
    this.sent.push(sent);
    this.count(sent, 1);
  }

  /** Cumulative. A number that was never sent, or of another stream, takes nothing away that was not read. */
  acknowledge(stream: StreamName, through: number): void {
    this.take((sent) => sent.stream === stream && sent.through <= through);
  }

  /** A frame goes by that is not sent, and nothing is said of it: who is not known to be entitled hears no number. */
  miss(stream: StreamName, through: number): void {
    this.missed.set(stream, { through, told: this.missed.get(stream)?.told ?? false });
  }

  /** Where the socket has to get to and has not been told yet; asked once, to be told now. */
  toTell(stream: StreamName): number | null {
    const missed = this.missed.get(stream);
    if (!missed || missed.told) return null;
    this.missed.set(stream, { ...missed, told: true });
    return missed.through;
  }

  /** The client has pulled what there was up to this number. Answers where it has to get to, if more went by meanwhile. */
  pulled(stream: StreamName, through: number): number | null {
    this.acknowledge(stream, through);
    const missed = this.missed.get(stream);
    if (!missed || missed.through <= through) {
      this.missed.delete(stream);
      return null;
    }
    this.missed.set(stream, { ...missed, told: true });
    return missed.through;
  }

  forget(stream: StreamName): void {
    this.missed.delete(stream);
    this.take((sent) => sent.stream === stream);
  }

  private take(isGone: (sent: Sent) => boolean): void {
    const kept: Sent[] = [];
    for (const sent of this.sent) {
      if (isGone(sent)) this.count(sent, -1);
      else kept.push(sent);
    }
    this.sent = kept;
  }

  /** A frame whose events are all somebody else's still is a frame. */
  private count({ events, bytes }: Sent, sign: 1 | -1): void {
    this.events += sign * Math.max(1, events);
    this.bytes += sign * bytes;
  }
}
