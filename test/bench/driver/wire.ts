import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Address {
  readonly port: number;
  /** One of 127.0.0.0/8, so that a limit for each address does not see one crowd. */
  readonly from: string;
  readonly cookie?: string;
}

const text = 1;
const closing = 8;

/** Every socket of this process reads into it: a chunk is consumed before the next one is read. */
const intake = Buffer.allocUnsafe(256 * 1024);

/**
 * A websocket as bare as can be, so that the driver costs little: server frames are neither masked nor in parts, and
 * what is handed on lies in the shared intake until the next chunk.
 */
export class Wire {
  private rest: Buffer = Buffer.alloc(0);
  private open = false;
  private readonly socket: Socket;

  constructor(
    { port, from, cookie }: Address,
    private readonly onText: (payload: Buffer) => void,
    private readonly onClose: (why: string) => void,
  ) {
    this.socket = connect({
      port,
      host: '127.0.0.1',
      localAddress: from,
      noDelay: true,
      onread: { buffer: intake, callback: (size) => this.read(intake.subarray(0, size)) },
    });
    this.socket.once('error', (error) => onClose(error.message));
    this.socket.once('close', () => onClose('closed'));
    this.socket.once('connect', () => this.socket.write(handshake(port, cookie)));
  }

  send(payload: string): void {
    this.socket.write(masked(payload));
  }

  destroy(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private read(chunk: Buffer): boolean {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const used = this.open ? this.frames(bytes, 0) : this.greeting(bytes);
    this.rest = used === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(used));
    return true;
  }

  private greeting(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return 0;
    const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'));
    if (!status.includes(' 101 ')) {
      this.onClose(status);
      this.destroy();
      return bytes.length;
    }
    this.open = true;
    return this.frames(bytes, end + 4);
  }

  /** Hands on all whole frames; answers how far that was. */
  private frames(bytes: Buffer, from: number): number {
    let at = from;
    while (bytes.length - at >= 2) {
      const short = (bytes[at + 1] ?? 0) & 0x7f;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length - at < head) break;
      const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6);
      if (bytes.length - at < head + size) break;
      this.frame((bytes[at] ?? 0) & 0x0f, bytes.subarray(at + head, at + head + size));
      at += head + size;
    }
    return at;
  }

  private frame(kind: number, payload: Buffer): void {
    if (kind === text) return this.onText(payload);
    if (kind === closing) this.onClose(payload.toString('utf8', 2) || 'closed by the server');
  }
}

const handshake = (port: number, cookie: string | undefined): string =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    '\r\n',
  ].join('\r\n');

/** A client's frames must be masked; with a mask of zeros the bytes stay as they are. */
function masked(payload: string): Buffer {
  const size = Buffer.byteLength(payload);
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const bytes = Buffer.alloc(head + 4 + size);
  bytes[0] = 0x80 | text;
  bytes[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127);
  if (head === 4) bytes.writeUInt16BE(size, 2);
  if (head === 10) bytes.writeBigUInt64BE(BigInt(size), 2);
  bytes.write(payload, head + 4);
  return bytes;
}
