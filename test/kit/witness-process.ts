import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatLogKey, parseWitnessKey, type KnownWitness, type PublicKey } from '@liaison/transparency-log';

export interface WitnessAnswered {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

/** Where a witness's key and state are, through all its ends and beginnings. */
export class WitnessHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaison-witness-'));
  readonly key = join(this.folder, 'key');
  readonly state = join(this.folder, 'state');

  private readonly children: ChildProcess[] = [];

  constructor(
    readonly name: string,
    private readonly logs: readonly PublicKey[],
  ) {}

  async start(): Promise<WitnessProcess> {
    const started = await this.startOrEnd();
    if (started instanceof WitnessProcess) return started;
    throw new Error(`the witness ended: ${started}`);
  }

  /** The running program, or what it said when it ended at once. */
  async startOrEnd(step?: number): Promise<WitnessProcess | string> {
    const child = this.run(step);
    let [out, err] = ['', ''];
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const said = new Promise<WitnessProcess>((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (out.endsWith('}\n')) resolve(new WitnessProcess(child, JSON.parse(out) as Said));
      });
    });
    return Promise.race([said, once(child, 'close').then(() => err)]);
  }

  /** Ends what still runs, and leaves nothing behind. */
  remove(): void {
    this.children.forEach((child) => child.kill('SIGKILL'));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The program as it is run in production, on a free port. `step`: ends as by kill -9 before that step on files. */
  private run(step?: number): ChildProcess {
    const program = ['--import', './scripts/steps/typescript.mjs', 'apps/cli/src/main.ts', 'witness', '--json'];
    const logs = this.logs.flatMap((log) => ['--log', formatLogKey(log)]);
    const own = ['--key', this.key, '--name', this.name, '--state', this.state, '--listen', '127.0.0.1:0'];
    const killed = step === undefined ? [] : ['--import', './test/kit/killed-at-step.mjs'];
    const child = spawn(process.execPath, [...killed, ...program, ...logs, ...own], {
      env: { ...process.env, KILLED_AT_STEP: String(step) },
    });
    this.children.push(child);
    return child;
  }
}

interface Said {
  readonly witness: string;
  readonly url: string;
}

export class WitnessProcess {
  readonly url: string;
  /** As a policy has it. */
  readonly known: KnownWitness;

  constructor(
    private readonly child: ChildProcess,
    { witness, url }: Said,
  ) {
    this.url = url;
    this.known = { ...parseWitnessKey(witness), url };
  }

  async ask(body: string | Uint8Array): Promise<WitnessAnswered> {
    const response = await fetch(`${this.url}/add-checkpoint`, { method: 'POST', body: Buffer.from(body) });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  }

  /** kill -9. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  /** As a supervisor ends it; yields the exit code. */
  async leave(): Promise<unknown> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = (await exited) as unknown[];
    return code;
  }
}
