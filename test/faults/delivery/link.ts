import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  dead: boolean;
}

/**
 * A TCP link between two sides that can be cut, or go half open: what was connected stays connected, nothing arrives any
 * more, and neither side is told. New connections go to the next upstream in turn that takes them.
 */
export class Link {
  private readonly pairs = new Set<Pair>();
  private turn = 0;
  private isHalfOpen = false;
  private isDown = false;
  /** Looks at what goes up before it is sent on. */
  rewrite: (chunk: Buffer) => Buffer = (chunk) => chunk;
  /** Told what comes down. */
  overhear: (chunk: Buffer) => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private upstreams: readonly number[],
  ) {
    server.on('connection', (near) => this.accept(near));
  }

  static async open(...upstreams: readonly number[]): Promise<Link> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Link(server, upstreams);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  leadTo(...upstreams: readonly number[]): void {
    this.upstreams = upstreams;
  }

  /** Every connection, or this share of them, is reset. */
  cut(isHit: () => boolean = () => true): void {
    for (const pair of [...this.pairs]) if (isHit()) end(pair);
  }

  /** From now on nobody gets through: connections are refused until `heal`. */
  tear(): void {
    this.isDown = true;
    this.cut();
  }

  /** What is connected, or this share of it, and whatever connects until `heal`, is swallowed without a word. */
  halfOpen(isHit: () => boolean = () => true): void {
    this.isHalfOpen = true;
    for (const pair of this.pairs) if (isHit()) silence(pair);
  }

  /** New connections work again; what had gone half open stays lost, as behind a firewall that forgot it. */
  heal(): void {
    this.isDown = false;
    this.isHalfOpen = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(near: Socket): void {
    near.on('error', () => near.destroy());
    if (this.isDown) return void near.resetAndDestroy();
    this.connect(near, this.upstreams.length);
  }

  private connect(near: Socket, left: number): void {
    this.turn += 1;
    const port = this.upstreams[this.turn % this.upstreams.length];
    if (port === undefined || left === 0) return void near.resetAndDestroy();
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    far.once('error', () => this.connect(near, left - 1));
    far.once('connect', () => {
      far.removeAllListeners('error');
      this.join({ near, far, dead: false });
    });
  }

  private join(pair: Pair): void {
    const { near, far } = pair;
    if (near.destroyed) return void far.destroy();
    this.pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => undefined);
      from.on('data', (chunk: Buffer) => {
        if (pair.dead) return;
        if (from === far) this.overhear(chunk);
        if (to.write(from === near ? this.rewrite(chunk) : chunk)) return;
        from.pause();
        to.once('drain', () => from.resume());
      });
      from.on('end', () => !pair.dead && to.end());
      from.on('close', () => {
        if (!pair.dead) to.destroy();
        if (near.destroyed && far.destroyed) this.pairs.delete(pair);
      });
    }
    if (this.isHalfOpen) silence(pair);
  }
}

/** Reading goes on, so that neither side feels a full buffer either; what is read is thrown away. */
function silence(pair: Pair): void {
  pair.dead = true;
}

function end(pair: Pair): void {
  pair.near.resetAndDestroy();
  pair.far.resetAndDestroy();
}
