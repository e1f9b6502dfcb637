import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../../apps/server/src/platform/embedded-postgres/access.js';
import { cpuOf } from './cpu.js';
import { onServerCore } from './pinning.js';

export interface Memory {
  readonly rss: number;
  readonly heap: number;
}

const probe = './test/bench/stage/probe.mjs';
const startsWithin = 30_000;

/** A server under measurement in a process of its own: the product as built, or a floor. */
export class BenchServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly pid: number,
  ) {}

  static async start(root: string, script: readonly string[], env: NodeJS.ProcessEnv): Promise<BenchServer> {
    const port = await freePort();
    const flags = ['--expose-gc', '--import', probe];
    const [program, args] = onServerCore(process.execPath, [...flags, ...script]);
    const child = spawn(program, [...args], {
      cwd: root,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    await listening(child);
    return new BenchServer(child, port, child.pid ?? 0);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Seconds used so far. */
  cpu(): number {
    return cpuOf(this.pid);
  }

  /** After a collection of garbage. */
  memory(): Promise<Memory> {
    return this.ask<Memory>('memory');
  }

  beginProfile(): Promise<unknown> {
    return this.ask('beginProfile');
  }

  endProfile(folder: string, name: string): Promise<unknown> {
    return this.ask('endProfile', join(folder, `${name}.cpuprofile`));
  }

  /** At once: what it does at an orderly end is no part of what is measured. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  private async ask<T>(what: string, input?: string): Promise<T> {
    const answered = once(this.child, 'message');
    this.child.send({ ask: what, input });
    const [{ answer }] = (await answered) as [{ readonly answer: T }];
    return answer;
  }
}

async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no server after ${startsWithin} ms: ${said}`)), startsWithin);
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}: ${said}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (!said.includes('listening on')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}
