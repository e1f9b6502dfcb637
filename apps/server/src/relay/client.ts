import type { Actor } from '@liaison/authz';
import type { ClientEvents, Id, ServerEvents, StreamName } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import type { Server, Socket } from 'socket.io';
import type { SignedIn } from '../platform/sessions/sessions.js';
import type { ReadLease } from './open-thread.js';
import { Unanswered } from './unanswered.js';
import { Window } from './window.js';

export interface ClientData {
  actor: SignedIn;
}

export type LiaisonServer = Server<ClientEvents, ServerEvents, object, ClientData>;
export type LiaisonSocket = Socket<ClientEvents, ServerEvents, object, ClientData>;

type Packet = Readonly<{ data?: string | Buffer }>;

const mostBuffered = 4 * 1024 * 1024;

/** Without a renewal for so long no words flow; half a minute later others may close the lease. */
const flowsFor = 90_000;

/** A thread that this socket has open, how far its words have gone out, and when the lease was last renewed. */
export interface HeldLease extends ReadLease {
  lastSeq: number;
  /** Milliseconds since the epoch. */
  renewedAt: number;
}

const nothing = (): void => undefined;

/** One connected socket, what it has open, and how far it reads what it is sent. */
export class Client {
  readonly streams = new Set<StreamName>();
  readonly open = new Map<Id, HeldLease>();
  readonly window = new Window();
  /** Nothing is sent beyond this moment unless the session was found alive again. Milliseconds since the epoch. */
  servedUntil = 0;
  /** How often what it has open may have ended: a lease that was asked for before that is not to be read under. */
  losses = 0;
  readonly unanswered: Unanswered;
  private queued = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly socket: LiaisonSocket,
    readonly actor: Actor & { readonly session: Id },
  ) {
    this.unanswered = new Unanswered(socket);
    socket.conn.on('packetCreate', ({ data }: Packet) => (this.queued += data?.length ?? 0));
    // Handed over to the connection, which counts it from there.
    socket.conn.on('flush', () => (this.queued = 0));
  }

  /** What waits in this process until the socket reads. */
  get buffered(): number {
    return this.queued + this.socket.request.socket.writableLength;
  }

  get isOverfull(): boolean {
    return this.buffered > mostBuffered;
  }

  /** Pages one after another, so that what is asked for and not read piles up here no further than the bound. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(() => {
      if (this.isOverfull) this.cut('slow');
      if (!this.socket.connected) throw new DomainError('unavailable', 'The connection is gone.');
      return work();
    });
    // Not the page itself, which would be held until the next one.
    this.turn = result.then(nothing, nothing);
    return result;
  }

  /**
   * Takes an acknowledgement in passing, which is as good as every second packet: through pipes and handlers one costs
   * 110 µs of CPU, here one. Whatever is not plainly that goes the way of all input and is refused there.
   */
  hearsAck([event, input, ...rest]: readonly unknown[]): boolean {
    if (event !== 'ack' || rest.length > 0 || typeof input !== 'object' || input === null) return false;
    const { stream, through } = input as { readonly stream?: unknown; readonly through?: unknown };
    if (typeof stream !== 'string' || !Number.isSafeInteger(through)) return false;
    this.window.acknowledge(stream as StreamName, through as number);
    return true;
  }

  /** From now on words of the thread flow. */
  hold(lease: ReadLease): void {
    this.open.set(lease.thread, { ...lease, lastSeq: lease.fromSeq, renewedAt: Date.now() });
  }

  reads(thread: Id): boolean {
    const opened = this.open.get(thread);
    return opened !== undefined && Date.now() - opened.renewedAt < flowsFor;
  }

  /** Words of the thread went out up to this number: the read lease says so when it is closed. */
  shown(thread: Id, through: number): void {
    const opened = this.open.get(thread);
    if (opened) opened.lastSeq = through;
  }

  end(reason: Parameters<ServerEvents['ended']>[0]['reason']): void {
    this.socket.emit('ended', { reason });
    this.socket.disconnect(true);
  }

  /** The connection alone. Who reads hears why; of who does not, nothing waits in memory any longer. */
  cut(reason: Parameters<ServerEvents['closed']>[0]['reason']): void {
    const isStuck = this.buffered > 0;
    this.socket.emit('closed', { reason });
    this.socket.disconnect(true);
    if (isStuck) this.socket.request.socket.destroy();
  }
}
