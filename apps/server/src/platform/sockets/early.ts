import type { Socket } from 'node:net';

/** Before a sign-in there is nothing to say but that. */
const most = { packets: 10, bytes: 8 * 1024 };
/** Without a sign-in by then a connection is closed; a second later it is cut, since the peer need not agree to a close. */
export const signInWithin = 5_000;

/** A connection that nobody has signed in on: whoever says too much there, or waits too long, is cut off. */
export class Early {
  private packets = 0;
  private bytes = 0;
  private readonly late: NodeJS.Timeout;

  constructor(private readonly socket: Socket) {
    this.late = setTimeout(() => socket.destroy(), signInWithin + 1_000).unref();
    socket.on('data', this.countBytes);
  }

  countPacket(): void {
    this.packets += 1;
    if (this.packets > most.packets) this.socket.destroy();
  }

  end(): void {
    clearTimeout(this.late);
    this.socket.off('data', this.countBytes);
  }

  /** As they come, and not only those of whole messages. */
  private readonly countBytes = (chunk: Buffer): void => {
    this.bytes += chunk.length;
    if (this.bytes > most.bytes) this.socket.destroy();
  };
}
