import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { freePort } from '../../apps/server/src/platform/embedded-postgres/access.js';

const program = '/usr/bin/redis-server';

/** Whether Debian's redis-server is installed: without it there is nothing to test against. */
export const hasRedis = existsSync(program);

/** A Redis on loopback that keeps nothing, and can be killed and come back at the same address. */
export class RedisProcess {
  private constructor(
    private child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<RedisProcess> {
    const port = await freePort();
    return new RedisProcess(await run(port), port);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  async comeBack(): Promise<void> {
    this.child = await run(this.port);
  }
}

async function run(port: number): Promise<ChildProcess> {
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(program, ['--port', String(port), ...settings], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  if (child.exitCode !== null) throw new Error('redis-server did not start');
  return child;
}
