import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../apps/cli/src/cli.js';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** One person's command line: a home of their own, and what they pipe in. */
export class CommandLine {
  readonly home = mkdtempSync(join(tmpdir(), 'liaison-cli-'));

  constructor(private readonly url: string) {}

  /** Runs `liaison <args>` with `stdin` piped in, against the server of the test unless `--url` is given. */
  async run(args: readonly string[], stdin = ''): Promise<Ran> {
    const stdout = new Collector();
    const stderr = new Collector();
    const terminal = {
      stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
      stdout,
      stderr,
      env: { XDG_CONFIG_HOME: this.home },
    };
    const addressed = args.includes('--url') ? args : [...args, '--url', this.url];
    const exit = await runCli(addressed, terminal, '0.1.0');
    return { exit, out: stdout.text, err: stderr.text };
  }

  /** The JSON that a command answers. */
  async json<T>(args: readonly string[], stdin = ''): Promise<T> {
    const ran = await this.run([...args, '--json'], stdin);
    if (ran.exit !== 0) throw new Error(`liaison ${args.join(' ')} ended with ${ran.exit}: ${ran.err}`);
    return JSON.parse(ran.out) as T;
  }

  get sessionFile(): string {
    return join(this.home, 'liaison', 'session.json');
  }

  close(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
