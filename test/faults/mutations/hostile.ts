import type { Problem } from '@liaison/contracts';
import { io, type Socket } from 'socket.io-client';

export type Answered =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: Problem }
  /** The server ended the connection, as it may after what is no message. */
  | { readonly ok: null };

/** So long that only who never answers is caught by it, also on a machine with much else to do. */
const answerWithin = 120_000;

/** A client that sends whatever it is told to, and comes back when it is thrown out. */
export class HostileSocket {
  closed = 0;
  private socket: Socket | null = null;

  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  async connected(): Promise<this> {
    if (this.socket?.connected) return this;
    const socket = io(this.url, {
      transports: ['websocket'],
      extraHeaders: { Origin: this.url, Cookie: this.cookie },
      reconnection: false,
      forceNew: true,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    socket.once('disconnect', () => (this.closed += 1));
    this.socket = socket;
    return this;
  }

  /** Its answer; an error where there is none although the connection lives. */
  ask(event: string, ...input: readonly unknown[]): Promise<Answered> {
    const { socket } = this;
    if (!socket?.connected) return Promise.resolve({ ok: null });
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to ${event}`)), answerWithin);
      const done = (answer: Answered): void => {
        clearTimeout(late);
        socket.off('disconnect', lost);
        resolve(answer);
      };
      const lost = (): void => done({ ok: null });
      socket.on('disconnect', lost);
      socket.emit(event, ...input, done);
    });
  }

  leave(): void {
    this.socket?.disconnect();
  }
}
