import type { Command } from 'commander';
import { readAddress } from './api/address.js';
import { Api } from './api/api.js';
import { SessionFile } from './api/session-file.js';
import { CliError, exits } from './exits.js';
import { Output } from './terminal/output.js';
import type { Terminal } from './terminal/terminal.js';

export interface GlobalOptions {
  readonly url?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

const defaultAddress = 'http://localhost:3000';

/** What every command works with: where it writes, whom it talks to, and as whom. */
export class Context {
  readonly sessions: SessionFile;
  readonly out: Output;

  constructor(
    readonly terminal: Terminal,
    readonly version: string,
    private readonly options: GlobalOptions,
  ) {
    this.sessions = new SessionFile(terminal);
    this.out = new Output(terminal, this.isJson);
  }

  get isJson(): boolean {
    return this.options.json === true;
  }

  get isSure(): boolean {
    return this.options.yes === true;
  }

  /** What was asked for, else what was signed in to last, else this machine. */
  get url(): string {
    return readAddress(this.options.url ?? this.sessions.last ?? defaultAddress);
  }

  /** Without a session: for signing in and for looking whether anybody is there. */
  get stranger(): Api {
    return new Api(this.url, null, this.version);
  }

  /** As the person who signed in. */
  get api(): Api {
    const kept = this.sessions.of(this.url);
    if (kept) return new Api(this.url, kept.cookie, this.version);
    throw new CliError(`Nobody is signed in to ${this.url}. Run liaison sign-in.`, exits.signedOut);
  }
}

/** Makes the context of the command that is running, whose options may stand before or after its name. */
export type MakeContext = (command: Command) => Context;
