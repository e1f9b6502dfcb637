import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Terminal } from '../terminal/terminal.js';
import { CliError, exits } from '../exits.js';

export interface KeptSession {
  readonly url: string;
  readonly signInName: string;
  /** The session's cookie as the server set it, name and value. */
  readonly cookie: string;
  readonly expiresAt: string;
}

interface Contents {
  /** The address that was signed in to last; meant when none is given. */
  readonly last: string | null;
  readonly sessions: readonly KeptSession[];
}

const nothing: Contents = { last: null, sessions: [] };

/** The person's own sessions, one for each address, in a file that only they can read. */
export class SessionFile {
  readonly path: string;

  constructor({ env }: Pick<Terminal, 'env'>) {
    const home = env.HOME ?? homedir();
    this.path = join(env.XDG_CONFIG_HOME || join(home, '.config'), 'liaison', 'session.json');
  }

  get last(): string | null {
    return this.read().last;
  }

  of(url: string): KeptSession | null {
    return this.read().sessions.find((kept) => kept.url === url) ?? null;
  }

  keep(session: KeptSession): void {
    const others = this.read().sessions.filter((kept) => kept.url !== session.url);
    this.write({ last: session.url, sessions: [...others, session] });
  }

  forget(url: string): void {
    const { last, sessions } = this.read();
    const others = sessions.filter((kept) => kept.url !== url);
    if (others.length === 0) rmSync(this.path, { force: true });
    else this.write({ last: last === url ? null : last, sessions: others });
  }

  private read(): Contents {
    try {
      this.refuseOpenFile();
      return JSON.parse(readFileSync(this.path, 'utf8')) as Contents;
    } catch (error) {
      if (error instanceof CliError) throw error;
      return nothing;
    }
  }

  /** What others can read is a session that others may already have. */
  private refuseOpenFile(): void {
    if (process.platform === 'win32' || (statSync(this.path).mode & 0o077) === 0) return;
    throw new CliError(
      `${this.path} can be read by others. Remove it, sign in again, and end the old session in your account.`,
      exits.signedOut,
    );
  }

  private write(contents: Contents): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const unfinished = `${this.path}.${process.pid}`;
    writeFileSync(unfinished, `${JSON.stringify(contents, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, this.path);
  }
}
