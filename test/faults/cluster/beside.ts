import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../apps/server/src/platform/embedded-postgres/access.js';
import { RedisProcess } from '../../kit/redis.js';
import type { Beside } from '../delivery/installation.js';

/** HAProxy with the configuration of docker-compose.yml, as it is. */
class Proxy {
  private child: ChildProcess | null = null;

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  async comeBack(): Promise<void> {
    // In master-worker mode a SIGUSR2 loads the configuration anew and leaves the old sockets where they are.
    this.child = spawn('/usr/sbin/haproxy', ['-W', '-db', '-f', 'deploy/haproxy.cfg'], {
      env: { PATH: process.env.PATH ?? '', ...this.environment },
      stdio: 'ignore',
    });
    const port = Number(this.environment.LIAISON_TLS_BIND?.split(':')[1]);
    while (!(await takesConnections(port))) {
      if (this.child.exitCode !== null) throw new Error('haproxy did not start');
      await pause(20);
    }
  }

  reload(): void {
    this.child?.kill('SIGUSR2');
  }

  /** The master takes its workers with it. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

/** Redis and HAProxy from the system's packages, on loopback. */
export async function startBeside(pem: string): Promise<Beside> {
  const redis = await RedisProcess.start();
  const [tls, plain] = [await freePort(), await freePort()];
  const servers: Record<string, string> = {};
  const binds = { LIAISON_TLS_BIND: `127.0.0.1:${tls}`, LIAISON_HTTP_BIND: `127.0.0.1:${plain}`, LIAISON_TLS_PEM: pem };
  const proxy = new Proxy(Object.assign(servers, binds));
  return {
    environment: { REDIS_URL: redis.url, LIAISON_TRUSTED_PROXIES: '127.0.0.1' },
    redis,
    proxy,
    async leadTo(ports) {
      ports.forEach((port, index) => (servers[`LIAISON_SERVER_${index + 1}`] = `127.0.0.1:${port}`));
      await proxy.comeBack();
      return tls;
    },
    async stop() {
      await proxy.kill();
      await redis.kill();
    },
    abandon() {
      void proxy.kill();
      void redis.kill();
    },
  };
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const answer = (does: boolean): void => {
      socket.destroy();
      resolve(does);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
