import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export const text = 0x1;
export const binary = 0x2;

interface Dialled {
  readonly url: string;
  readonly cookie: string | null;
  /** Where a trusted proxy says they are. */
  readonly from?: string;
}

/** A WebSocket without a library, for sending what none would send. Engine.IO begins after the handshake. */
export class BareSocket {
  /** The first line of the server's answer. */
  status = '';
  /** Everything that came, as Latin-1: enough to look for short texts in. */
  heard = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => (this.heard = (this.heard + data).slice(-10_000)));
    // A server that cuts the line is an answer.
    socket.on('error', () => undefined);
  }

  /** Resolves with the server's answer to the upgrade, whatever it is. */
  static async dial({ url, cookie, from }: Dialled): Promise<BareSocket> {
    const { hostname, port } = new URL(url);
    const bare = new BareSocket(connect(Number(port), hostname));
    await once(bare.socket, 'connect');
    bare.raw(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${url}\r\n` +
        `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        `${cookie === null ? '' : `Cookie: ${cookie}\r\n`}${from === undefined ? '' : `X-Forwarded-For: ${from}\r\n`}\r\n`,
    );
    await Promise.race([once(bare.socket, 'data'), bare.ended()]);
    bare.status = /^HTTP\/1\.1 (\d+)/.exec(bare.heard)?.[1] ?? '';
    return bare;
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  ended(): Promise<void> {
    if (this.socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  /** Until something that came holds this, or the line is cut. */
  async hears(what: string): Promise<void> {
    while (!this.heard.includes(what) && this.isOpen) await Promise.race([once(this.socket, 'data'), this.ended()]);
  }

  raw(bytes: string | Buffer): void {
    if (this.isOpen) this.socket.write(bytes);
  }

  /** A masked frame, as clients send it. */
  frame(payload: string | Buffer, opcode = text, isFinal = true): void {
    this.raw(frameOf(Buffer.from(payload), opcode, isFinal));
  }

  leave(): void {
    this.socket.destroy();
  }
}

function frameOf(payload: Buffer, opcode: number, isFinal: boolean): Buffer {
  const length = payload.length;
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = (isFinal ? 0x80 : 0) | opcode;
  head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}
