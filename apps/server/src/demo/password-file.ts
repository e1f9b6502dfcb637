import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How one invented person signs in. */
export interface DemoSignIn {
  readonly signInName: string;
  readonly name: string;
  /** What they are in the demonstration: `investigator`, `coordinator`, `auditor`. */
  readonly as: string;
  readonly password: string;
}

/** The passwords that this installation gave its invented people, for whoever may read its data folder. */
export class PasswordFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'demonstration-sign-ins.json');
  }

  write(signIns: readonly DemoSignIn[]): void {
    writeFileSync(`${this.path}.new`, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }

  /** Null when somebody has taken it away. */
  read(): readonly DemoSignIn[] | null {
    if (!existsSync(this.path)) return null;
    return JSON.parse(readFileSync(this.path, 'utf8')) as DemoSignIn[];
  }
}
