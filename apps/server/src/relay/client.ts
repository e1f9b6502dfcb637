import type { Actor } from '@liaison/authz';
import type { ClientEvents, Id, ServerEvents, StreamName } from '@liaison/contracts';
import type { Server, Socket } from 'socket.io';
import type { SignedIn } from '../platform/sessions/sessions.js';
import type { ReadLease } from './open-thread.js';

export interface ClientData {
  actor: SignedIn;
}

export type LiaisonServer = Server<ClientEvents, ServerEvents, object, ClientData>;
export type LiaisonSocket = Socket<ClientEvents, ServerEvents, object, ClientData>;

/** One connected socket and what it has open. */
export class Client {
  readonly streams = new Set<StreamName>();
  readonly open = new Map<Id, ReadLease & { lastSeq: number }>();
  /** Nothing is sent beyond this moment unless the session was found alive again. Milliseconds since the epoch. */
  servedUntil = 0;

  constructor(
    readonly socket: LiaisonSocket,
    readonly actor: Actor & { readonly session: Id },
  ) {}

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
