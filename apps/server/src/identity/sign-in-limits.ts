import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@liaison/domain';
import { CLOCK } from '../platform/clock.js';
import { tooMany } from '../platform/rate-limit/too-many.js';
import { TokenBuckets } from '../platform/rate-limit/token-buckets.js';

/**
 * How often somebody may try a password: by account, by agency and by address. The agency is read from the name that
 * was typed, not looked up, so that a limit tells nothing of who exists.
 */
@Injectable()
export class SignInLimits {
  private readonly accounts: TokenBuckets;
  private readonly agencies: TokenBuckets;
  private readonly addresses: TokenBuckets;

  constructor(@Inject(CLOCK) clock: Clock) {
    this.accounts = new TokenBuckets(clock, { burst: 8, secondsEach: 60 });
    this.agencies = new TokenBuckets(clock, { burst: 100, secondsEach: 3 });
    this.addresses = new TokenBuckets(clock, { burst: 60, secondsEach: 5 });
  }

  /** Counts one attempt, or refuses it. */
  take(signInName: string, address: string): void {
    const waits = [
      this.addresses.take(address),
      this.agencies.take(realmOf(signInName)),
      this.accounts.take(signInName),
    ];
    const longest = Math.max(...waits);
    if (longest > 0) throw tooMany(longest);
  }

  /** The password was right: the attempt does not count. */
  giveBack(signInName: string, address: string): void {
    this.addresses.giveBack(address);
    this.agencies.giveBack(realmOf(signInName));
    this.accounts.giveBack(signInName);
  }

  /** One attempt on a door without an account, such as a set-password link. */
  takeFrom(address: string): void {
    const wait = this.addresses.take(address);
    if (wait > 0) throw tooMany(wait);
  }

  giveBackTo(address: string): void {
    this.addresses.giveBack(address);
  }
}

const realmOf = (signInName: string): string => signInName.split('@').at(-1) ?? '';
