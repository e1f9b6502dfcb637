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
  /** Of the server's answer to the upgrade. */
  status = '';
  /** The end of all text that came: more than a burst of answers, which may come in one piece and not in order. */
  heard = '';
  /** Told each frame that comes. */
  onFrame: (payload: string) => void = () => undefined;
  private bytes = Buffer.alloc(0);
  private readonly end: Promise<void>;

  private constructor(private readonly socket: Socket) {
    this.end = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('data', (data: Buffer) => this.take(data));
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
    while (bare.status === '' && bare.isOpen) await bare.next();
    return bare;
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  ended(): Promise<void> {
    return this.end;
  }

  /** Until something that came holds one of these, or the line is cut. */
  async hears(...what: readonly string[]): Promise<void> {
    while (!what.some((one) => this.heard.includes(one)) && this.isOpen) await this.next();
  }

  raw(bytes: string | Buffer): void {
    if (this.isOpen) this.socket.write(bytes);
  }

  /** A masked frame, as clients send it. */
  frame(payload: string | Buffer, opcode = text, isFinal = true): void {
    this.raw(frameOf(payload, opcode, isFinal));
  }

  /** Reads nothing any more. */
  deafen(): void {
    this.socket.pause();
  }

  /** Until the system has taken what was written: a peer that does not read holds this up. */
  async drained(): Promise<void> {
    if (!this.socket.writableNeedDrain) return;
    await Promise.race([once(this.socket, 'drain').catch(() => undefined), this.ended()]);
  }

  leave(): void {
    this.socket.destroy();
  }

  private next(): Promise<unknown> {
    return Promise.race([once(this.socket, 'data').catch(() => undefined), this.ended()]);
  }

  private take(data: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, data]);
    if (this.status === '') this.takeHead();
    if (this.status !== '') while (this.takeFrame());
  }

  private takeHead(): void {
    const end = this.bytes.indexOf('\r\n\r\n');
    if (end < 0) return;
    this.status = /^HTTP\/1\.1 (\d+)/.exec(this.bytes.toString('latin1'))?.[1] ?? 'none';
    this.bytes = this.bytes.subarray(end + 4);
  }

  /** Frames of a server are not masked. */
  private takeFrame(): boolean {
    const short = (this.bytes[1] ?? 0) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (this.bytes.length < head) return false;
    const length = head === 2 ? short : head === 4 ? this.bytes.readUInt16BE(2) : Number(this.bytes.readBigUInt64BE(2));
    if (this.bytes.length < head + length) return false;
    const isClose = ((this.bytes[0] ?? 0) & 0x0f) === 0x8;
    const payload = this.bytes.toString('utf8', head, head + length);
    this.heard = (this.heard + payload).slice(-50_000);
    this.onFrame(payload);
    this.bytes = this.bytes.subarray(head + length);
    if (isClose) this.socket.destroy();
    return !isClose;
  }
}

/** Masked, as clients send it. */
export function frameOf(content: string | Buffer, opcode = text, isFinal = true): Buffer {
  const payload = Buffer.from(content);
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
