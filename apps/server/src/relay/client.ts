import type { Actor } from '@liaison/authz';
import type { ClientEvents, Id, ServerEvents, StreamName } from '@liaison/contracts';
import type { Server, Socket } from 'socket.io';
import type { SignedIn } from '../platform/sessions/sessions.js';
import type { ReadLease } from './open-thread.js';
import { Unanswered } from './unanswered.js';

export interface ClientData {
  actor: SignedIn;
}

export type LiaisonServer = Server<ClientEvents, ServerEvents, object, ClientData>;
export type LiaisonSocket = Socket<ClientEvents, ServerEvents, object, ClientData>;

/** Without a renewal for so long no words flow; half a minute later others may close the lease. */
const flowsFor = 90_000;

/** A thread that this socket has open, how far its words have gone out, and when the lease was last renewed. */
export interface HeldLease extends ReadLease {
  lastSeq: number;
  /** Milliseconds since the epoch. */
  renewedAt: number;
}

/** One connected socket and what it has open. */
export class Client {
  readonly streams = new Set<StreamName>();
  readonly open = new Map<Id, HeldLease>();
  /** Nothing is sent beyond this moment unless the session was found alive again. Milliseconds since the epoch. */
  servedUntil = 0;
  readonly unanswered: Unanswered;

  constructor(
    readonly socket: LiaisonSocket,
    readonly actor: Actor & { readonly session: Id },
  ) {
    this.unanswered = new Unanswered(socket);
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
}
