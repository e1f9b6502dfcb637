import type { Socket } from 'socket.io';
import { FirstFew } from './first-few.js';

/** Whoever goes on when refused, or sends what is no message at all, is not listened to for so long. */
const silence = 5_000;
/** So much may wait for somebody to take it before they are read no further. */
const mostWaiting = { bytes: 256 * 1024, packets: 32 };

interface WebSocket {
  readonly bufferedAmount: number;
  pause(): void;
  resume(): void;
  pong(data: Buffer): void;
  on(event: 'ping' | 'pong', heard: (data: Buffer) => void): void;
}

/** What Engine.IO does not tell of a connection: with websocket alone a transport holds a socket. */
interface Inside {
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly socket: WebSocket;
    once(event: 'ready', then: () => void): void;
  };
}

/** Whether a connection is read. TCP carries it on to the sender: what is not read fills their own buffers, not ours. */
export class Reading {
  private readonly pings = new FirstFew();
  private reasons = 0;
  private isSilenced = false;
  private isBehind = false;

  constructor(private readonly connection: Socket['conn']) {}

  private get inside(): Inside {
    return this.connection as unknown as Inside;
  }

  /** Whatever is to be taken in, whole messages or not: those of the WebSocket itself, too, and every piece of one. */
  onAny(heard: () => void): void {
    const { socket } = this.inside.transport;
    this.connection.on('packet', heard);
    for (const sign of ['ping', 'pong'] as const) socket.on(sign, heard);
    this.connection.request.socket.on('data', heard);
    socket.on('ping', (data) => {
      if (!this.pings.next()) this.silence();
      else if (socket.bufferedAmount === 0) socket.pong(data);
    });
  }

  /** Not until all that asked for it are done. */
  stop(): void {
    this.reasons += 1;
    if (this.reasons === 1) this.inside.transport.socket.pause();
  }

  goOn(): void {
    this.reasons -= 1;
    if (this.reasons === 0) this.inside.transport.socket.resume();
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

  /** Who asks and does not take the answers is read again when they have gone out: they pile up in the asker's memory. */
  keepPace(): void {
    const { transport, writeBuffer } = this.inside;
    const { writableLength } = this.connection.request.socket;
    const isMuch = writeBuffer.length >= mostWaiting.packets || writableLength >= mostWaiting.bytes;
    if (this.isBehind || transport.writable || !isMuch) return;
    this.isBehind = true;
    this.stop();
    transport.once('ready', () => {
      this.isBehind = false;
      this.goOn();
    });
  }
}
