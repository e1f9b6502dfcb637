import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalid } from '@liaison/domain';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const shortest = 12;

/** Keeps and checks passwords. */
@Injectable()
export class Passwords {
  /** Nobody's: an unknown account costs as much as a known one. */
  private readonly decoy = hash(randomBytes(32), cost);

  hash(password: string): Promise<string> {
    return hash(password, cost);
  }

  /** False without a hash, after the same work. */
  async matches(kept: string | null, password: string): Promise<boolean> {
    const same = await verify(kept ?? (await this.decoy), password);
    return kept !== null && same;
  }

  /** Refuses a password that is too short or is the sign-in name; `path` names the field. */
  refuseWeak(path: string, password: string, signInName: string): void {
    if ([...password].length < shortest) throw invalid(path, `must be at least ${shortest} characters`);
    const bare = signInName.split('@')[0] ?? signInName;
    const said = password.trim().toLowerCase();
    if (said === signInName || said === bare) throw invalid(path, 'must not be the sign-in name');
  }
}
