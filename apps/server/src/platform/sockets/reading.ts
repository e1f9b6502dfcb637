import type { Socket } from 'socket.io';

/** Whoever goes on when refused, or sends what is no message at all, is not listened to for so long. */
const silence = 5_000;

interface Pausable {
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
}

/** Whether a connection is read. TCP carries it on to the sender: what is not read fills their own buffers, not ours. */
export class Reading {
  private reasons = 0;
  private isSilenced = false;

  constructor(private readonly connection: Socket['conn']) {}

  /** Not until all that asked for it are done. */
  stop(): void {
    this.reasons += 1;
    if (this.reasons === 1) this.socket.pause();
  }

  goOn(): void {
    this.reasons -= 1;
    if (this.reasons === 0) this.socket.resume();
  }

  silence(): void {
    if (this.isSilenced) return;
    this.isSilenced = true;
    this.stop();
    setTimeout(() => {
      this.isSilenced = false;
      this.goOn();
    }, silence).unref();
  }

  /** Engine.IO does not say so, but with websocket alone this is what a transport holds. */
  private get socket(): Pausable {
    return (this.connection.transport as unknown as { readonly socket: Pausable }).socket;
  }
}
