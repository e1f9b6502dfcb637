import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, writeFileSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../apps/server/src/platform/embedded-postgres/access.js';

/** What systemd and Docker's orchestrators grant at least; milliseconds. */
const orderlyWithin = 30_000;
const comesBackWithin = 60_000;
const main = 'dist/apps/server/src/main.js';
const places = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'];
const library = places.map((place) => `${place}/faketime/libfaketimeMT.so.1`).find((path) => existsSync(path));

export interface ServedOptions {
  readonly databaseUrl: string;
  /** Beside its own address. */
  readonly origins: readonly string[];
  /** Where its log and its clock go. */
  readonly folder: string;
  readonly name: string;
  /** Further configuration by environment key. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The built server as a process of its own, always on the same port, whatever happens to it. */
export class Served {
  private child: ChildProcess | null = null;
  private stopped = false;
  /** How long each orderly end took, in milliseconds. */
  readonly orderlyEnds: number[] = [];
  private readonly log: WriteStream;

  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly options: ServedOptions,
  ) {
    this.log = createWriteStream(this.logFile, { flags: 'a' });
  }

  static async start(options: ServedOptions): Promise<Served> {
    if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build first`);
    mkdirSync(options.folder, { recursive: true });
    const served = new Served(options.name, await freePort(), options);
    served.stepClock(0);
    await served.startAgain();
    return served;
  }

  /** Null where the clock can be stepped; else what is missing. */
  static whyNoClockSteps(): string | null {
    return library === undefined ? 'libfaketime (Debian: libfaketime) is not installed' : null;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get logFile(): string {
    return join(this.options.folder, `${this.name}.log`);
  }

  /** Tries until it listens: a server that finds no database ends, and whoever runs it starts it anew. */
  async startAgain(): Promise<void> {
    this.stopped = false;
    for (const deadline = performance.now() + comesBackWithin; !this.isStopped;) {
      if (performance.now() > deadline) throw new Error(`${this.name} did not come up: ${this.logFile}`);
      const child = this.spawn();
      this.child = child;
      if (await listens(child)) return;
      await pause(250);
    }
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** An orderly end; whoever waits for it in vain ends it otherwise, as a supervisor does. */
  async terminate(): Promise<void> {
    const from = performance.now();
    const impatient = setTimeout(() => this.child?.kill('SIGKILL'), orderlyWithin);
    await this.end('SIGTERM');
    clearTimeout(impatient);
    this.orderlyEnds.push(performance.now() - from);
  }

  /** Stands still, with all its connections, until `resume`. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  /** Its wall clock jumps to so many seconds beside the true time; timers go on as they were. */
  stepClock(seconds: number): void {
    writeFileSync(this.clockFile, `${seconds < 0 ? '' : '+'}${seconds}s\n`);
  }

  async stop(): Promise<void> {
    this.resume();
    await this.end('SIGKILL');
    this.log.end();
  }

  abandon(): void {
    this.child?.kill('SIGKILL');
  }

  private get isStopped(): boolean {
    return this.stopped;
  }

  private get clockFile(): string {
    return join(this.options.folder, `${this.name}.clock`);
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.stopped = true;
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  private spawn(): ChildProcess {
    const child = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATABASE_URL: this.options.databaseUrl,
        LIAISON_DEMO: 'false',
        LIAISON_ORIGINS: [this.url, ...this.options.origins].join(),
        LOG_LEVEL: 'warn',
        ...(library !== undefined && {
          LD_PRELOAD: library,
          FAKETIME_TIMESTAMP_FILE: this.clockFile,
          FAKETIME_CACHE_DURATION: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
        }),
        ...this.options.environment,
      },
    });
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => this.log.write(chunk));
    return child;
  }
}

/** True once it says that it listens, false when it ends before. */
function listens(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk.toString();
      if (said.includes('listening on')) resolve(true);
    });
    child.once('exit', () => resolve(false));
  });
}
