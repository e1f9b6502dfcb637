import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@liaison/domain';
import { CLOCK } from '../platform/clock.js';
import { networkOf } from '../platform/rate-limit/network-of.js';
import { tooMany } from '../platform/rate-limit/too-many.js';
import { SharedBuckets } from '../platform/rate-limit/shared-buckets.js';
import { Redis } from '../platform/redis/redis.js';

/** More places than this are not remembered; the longest unused go first. */
const mostPlaces = 50_000;

/**
 * How often somebody may try a password. Strict by account and address together and by address alone, so that a
 * stranger shuts out nobody but themselves; loose by account and by agency, against many addresses at once: there it
 * slows down and never shuts for long, and whoever has signed in from an address before does not feel it there. All of
 * it is read from the name as it was typed, not looked up, so that a limit tells nothing of who exists.
 */
@Injectable()
export class SignInLimits {
  private readonly places: SharedBuckets;
  private readonly addresses: SharedBuckets;
  private readonly accounts: SharedBuckets;
  private readonly agencies: SharedBuckets;
  /** Accounts and addresses that have belonged together; each process learns it for itself. */
  private readonly known = new Set<string>();

  constructor(@Inject(CLOCK) clock: Clock, redis: Redis) {
    this.places = new SharedBuckets('sign-in:places', redis, clock, { burst: 8, secondsEach: 60 });
    this.addresses = new SharedBuckets('sign-in:addresses', redis, clock, { burst: 60, secondsEach: 5 });
    this.accounts = new SharedBuckets('sign-in:accounts', redis, clock, { burst: 60, secondsEach: 10 });
    this.agencies = new SharedBuckets('sign-in:agencies', redis, clock, { burst: 600, secondsEach: 1 });
  }

  /** Counts one attempt, or refuses it. */
  async take(signInName: string, address: string): Promise<void> {
    const place = placeOf(signInName, address);
    const own = await Promise.all([this.addresses.take(networkOf(address)), this.places.take(place)]);
    // Who is refused at their own address must not use up what others need.
    const refusedHere = Math.max(...own) > 0;
    const shared = refusedHere || this.known.has(place) ? [] : await this.takeShared(signInName);
    const longest = Math.max(...own, ...shared);
    if (longest > 0) throw tooMany(longest);
  }

  /** The password was right: the attempt does not count, and the account is known to be at home here. */
  async giveBack(signInName: string, address: string): Promise<void> {
    const place = placeOf(signInName, address);
    const wasKnown = this.known.has(place);
    this.remember(place);
    await Promise.all([this.addresses.giveBack(networkOf(address)), this.places.giveBack(place)]);
    if (wasKnown) return;
    await Promise.all([this.accounts.giveBack(signInName), this.agencies.giveBack(realmOf(signInName))]);
  }

  /** One attempt on a door without an account, such as a set-password link. */
  async takeFrom(address: string): Promise<void> {
    const wait = await this.addresses.take(networkOf(address));
    if (wait > 0) throw tooMany(wait);
  }

  giveBackTo(address: string): Promise<void> {
    return this.addresses.giveBack(networkOf(address));
  }

  private takeShared(signInName: string): Promise<readonly number[]> {
    return Promise.all([this.agencies.take(realmOf(signInName)), this.accounts.take(signInName)]);
  }

  private remember(place: string): void {
    this.known.delete(place);
    this.known.add(place);
    const [oldest] = this.known;
    if (this.known.size > mostPlaces && oldest !== undefined) this.known.delete(oldest);
  }
}

const realmOf = (signInName: string): string => signInName.split('@').at(-1) ?? '';
const placeOf = (signInName: string, address: string): string => `${signInName} ${networkOf(address)}`;
