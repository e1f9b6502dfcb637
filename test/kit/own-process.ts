import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestDatabase } from './database.js';

export interface OwnOptions {
  /** Time flows since this moment, in milliseconds since the epoch; else it stands still. */
  readonly flowingSince?: number;
  readonly messageRate?: number;
}

/** In bytes: resident now, the most there ever was, and what is reachable. */
export interface Memory {
  readonly now: number;
  readonly peak: number;
  readonly reachable: number;
}

/** A second server on the same database, in a process whose memory is its own. */
export class OwnProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(database: TestDatabase, options: OwnOptions = {}): Promise<OwnProcess> {
    const child = fork(join(process.cwd(), 'test/kit/server-process.ts'), [], {
      execArgv: ['--expose-gc', '--import', './scripts/steps/typescript.mjs'],
      env: {
        ...process.env,
        TEST_DATABASE_URL: database.appUrl,
        TEST_DATABASE_OWNER_URL: database.ownerUrl,
        TEST_DATABASE_LOG_URL: database.logUrl,
        TEST_DATABASE_ADMIN_URL: database.adminUrl,
        TEST_SERVER: JSON.stringify(options),
      },
    });
    const { url } = await said<{ readonly url: string }>(child);
    return new OwnProcess(child, url);
  }

  memory(): Promise<Memory> {
    const answer = said<Memory>(this.child);
    this.child.send('memory');
    return answer;
  }

  /** As a supervisor asks it to end; yields its exit code. */
  async leave(): Promise<unknown> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = (await exited) as unknown[];
    return code;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

async function said<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server process ended with ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return message;
}
