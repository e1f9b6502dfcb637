import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';

/** A folder with an authority (`ca.pem`) and a certificate of its for 127.0.0.1 (`cert.pem`, `key.pem`), made by openssl. */
export class Certified {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaison-certified-'));

  constructor() {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    this.openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority');
    this.openssl('req', ...key, '-keyout', 'key.pem', '-out', 'asked.csr', '-subj', '/CN=receiver');
    writeFileSync(join(this.folder, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
    this.openssl('x509', '-req', '-in', 'asked.csr', ...signed, '-out', 'cert.pem', '-days', '2');
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'ignore' });
  }
}

/** How a receiver behaves. `deaf` reads nothing and says nothing; `rude` begins to read and breaks off without a word. */
type Manner = 'well' | 'deaf' | 'rude' | 'refusing';

/** Somewhere that takes the log, over real TLS. */
export abstract class Receiver {
  manner: Manner = 'well';
  /** Each batch that came whole. */
  readonly batches: Buffer[] = [];
  protected abstract readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly waiting = new Set<() => void>();

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  abstract lines(): readonly string[];

  async listen(): Promise<this> {
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket.on('error', () => undefined));
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  /** Resolves as soon as enough came; jest's own limit ends a wait in vain. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = (): void => {
        if (condition()) resolve();
      };
      this.waiting.add(look);
    });
  }

  /** Every connection is cut, as when the machine is gone. */
  drop(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  close(): void {
    this.server.close();
    this.drop();
  }

  protected keep(batch: Buffer): void {
    if (batch.length > 0) this.batches.push(batch);
    for (const look of this.waiting) look();
  }
}

/** Syslog over TLS with octet counting; a certificate of the same authority is asked of whoever sends. */
export class SyslogReceiver extends Receiver {
  protected readonly server: Server;

  constructor(certified: Certified) {
    super();
    const [cert, key, ca] = ['cert.pem', 'key.pem', 'ca.pem'].map((name) => certified.read(name));
    this.server = createTls({ cert, key, ca, requestCert: true, rejectUnauthorized: true }, (socket) => {
      const chunks: Buffer[] = [];
      const { manner } = this;
      socket.on('error', () => undefined);
      if (manner === 'deaf') return;
      socket.on('data', (chunk: Buffer) => (manner === 'rude' ? this.drop() : chunks.push(chunk)));
      socket.on('end', () => manner === 'well' && this.keep(Buffer.concat(chunks)));
    });
  }

  lines(): readonly string[] {
    return this.batches.flatMap((batch) => messagesOf(batch));
  }
}

/** Splits by the lengths that stand before them; throws where they do not add up. */
function messagesOf(batch: Buffer): readonly string[] {
  const messages: string[] = [];
  for (let at = 0; at < batch.length;) {
    const space = batch.indexOf(' ', at);
    const digits = batch.toString('latin1', at, space);
    if (!/^[1-9]\d*$/.test(digits)) throw new Error(`no length at ${at}`);
    const end = space + 1 + Number(digits);
    if (end > batch.length) throw new Error('a message is cut short');
    messages.push(batch.toString('utf8', space + 1, end));
    at = end;
  }
  return messages;
}

/** JSON lines by POST. */
export class JsonReceiver extends Receiver {
  /** Done when a batch is here and not answered yet. */
  beforeAnswer: () => Promise<unknown> = () => Promise.resolve();
  protected readonly server: Server;

  constructor(certified: Certified) {
    super();
    const [cert, key] = ['cert.pem', 'key.pem'].map((name) => certified.read(name));
    this.server = createHttps({ cert, key }, (request, response) => {
      const chunks: Buffer[] = [];
      const { manner } = this;
      if (manner === 'deaf') return;
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (manner === 'rude') return void request.socket.destroy();
        void this.beforeAnswer().then(() => {
          response.writeHead(manner === 'refusing' ? 503 : 204).end();
          this.keep(manner === 'refusing' ? Buffer.alloc(0) : Buffer.concat(chunks));
        });
      });
    });
  }

  lines(): readonly string[] {
    return this.batches.flatMap((batch) => batch.toString().trimEnd().split('\n'));
  }
}
