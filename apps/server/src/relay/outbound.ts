import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@liaison/domain';
import type { Frame, StreamName } from '@liaison/contracts';
import { CLOCK } from '../platform/clock.js';
import { classesOf } from './classes.js';
import type { Client, LiaisonServer } from './client.js';
import type { Addressed } from './frames.js';

/** Who has not acknowledged a frame for so long does not read. */
const patience = 30_000;

/**
 * Frames to sockets, each serialised once for all that get the same bytes, and to none of them more than it reads: who
 * falls behind is told once and pulls, who does not read at all is cut off.
 */
@Injectable()
export class Outbound {
  private server: LiaisonServer | null = null;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  attach(server: LiaisonServer): void {
    this.server = server;
  }

  /** One frame for each class of sockets: those that have the same threads open, as far as there are words for them. */
  push({ frame, texts }: Addressed, readers: readonly Client[]): void {
    const ready = readers.filter((client) => this.keepsUp(client, frame));
    for (const { threads, clients } of classesOf(ready, [...texts.keys()])) {
      const words = threads.map((thread) => ({ thread, texts: texts.get(thread) ?? [] }));
      const bytes = this.emit(words.length === 0 ? frame : { ...frame, texts: words }, clients);
      const { stream, through, events } = frame;
      const sent = { stream, through, events: events.length, bytes, at: this.clock.now().getTime() };
      for (const client of clients) {
        client.window.add(sent);
        for (const thread of threads) client.shown(thread, through);
      }
    }
  }

  /** The client stands at this number by its own pull: pushing goes on from there, unless more went by meanwhile. */
  pulled(client: Client, stream: StreamName, through: number): void {
    const head = client.window.pulled(stream, through);
    if (head !== null) client.socket.emit('lag', { stream, head });
  }

  /** Says once to somebody who is entitled that a frame went by: it is to be pulled. */
  tell(client: Client, stream: StreamName): void {
    const head = client.window.toTell(stream);
    if (head !== null) client.socket.emit('lag', { stream, head });
  }

  /** Works without the database, so that nothing grows while it is away. */
  cutSlow(clients: readonly Client[]): void {
    const oldest = this.clock.now().getTime() - patience;
    for (const client of clients)
      if (client.isOverfull || (client.window.waitingSince ?? Infinity) <= oldest) client.cut('slow');
  }

  private keepsUp(client: Client, { stream, through }: Frame): boolean {
    const { window } = client;
    if (!window.lags(stream) && !window.isFull) return true;
    window.miss(stream, through);
    this.tell(client, stream);
    return false;
  }

  /** Answers how long the frame is on the wire, as one of the sockets is given it: so it is encoded once, not twice. */
  private emit(frame: Frame, [first, ...others]: readonly Client[]): number {
    if (!first || !this.server) return 0;
    let bytes = 0;
    const measure = ({ data }: { data?: string }): void => void (bytes = Buffer.byteLength(data ?? ''));
    first.socket.conn.once('packetCreate', measure);
    this.server.to([first, ...others].map(({ socket }) => socket.id)).emit('frame', frame);
    first.socket.conn.off('packetCreate', measure);
    return bytes;
  }
}
