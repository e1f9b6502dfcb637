import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A wire between browser and server that can go dead as wires do: nothing comes, and nobody is told. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private isDead = false;

  private constructor(private readonly listener: Server) {}

  static async to(target: () => number): Promise<Wire> {
    const wire: Wire = new Wire(createServer((near) => wire.join(near, target())));
    wire.listener.listen(0, '127.0.0.1');
    await once(wire.listener, 'listening');
    return wire;
  }

  get url(): string {
    const address = this.listener.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  die(): void {
    this.isDead = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** What was under way stays dead; what is opened from now on gets through. */
  revive(): void {
    this.isDead = false;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.listener.close();
  }

  private join(near: Socket, port: number): void {
    this.keep(near);
    if (this.isDead) return void near.pause();
    const far = connect(port, '127.0.0.1');
    this.keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }
}

/** A server of one journey's own, on the database of all, behind a wire: it can be killed and started again. */
export class OwnServer {
  private child: ChildProcess | null = null;
  private port = 0;

  private constructor(
    readonly wire: Wire,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Settings: keys of its environment that differ from the others'. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnServer> {
    const server: OwnServer = new OwnServer(await Wire.to(() => server.port), settings);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['dist/apps/server/src/main.js'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: '0',
        LIAISON_DATA_DIR: process.env.TEST_BROWSER_DATA,
        LIAISON_DEMO: 'true',
        LIAISON_ORIGINS: this.wire.url,
        ...this.settings,
      },
    });
    this.child = child;
    this.port = await portOf(child);
  }

  /** Past the wire. */
  get directUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Without a word to anybody. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async stop(): Promise<void> {
    await this.kill();
    this.wire.close();
  }
}

/** It is listened to until its end: whoever writes to a closed pipe dies of it. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += String(chunk);
      const [, port] = /listening on http:\/\/[^:]+:(\d+)/.exec(said) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
}
