import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Clock } from '@liaison/domain';
import { CLOCK } from '../clock.js';
import { Config } from '../config/config.js';
import { networkOf } from './network-of.js';
import { TokenBuckets, type BucketSize } from './token-buckets.js';

/** So many seconds' worth at once: claiming 200 datasets or pasting a long list is well inside. */
const burstSeconds = 100;
/** An agency, or everybody behind one address, has as much as so many sessions at full speed. */
const sessionsAtOnce = 128;
/** Without a session there is little to ask. */
const strangersAtOnce = 16;
/** Beside messages, packets are acknowledgements of what was read, and signs of life. */
const packetsEach = 16;

/** So many a second, kept up; more for a while. */
const bucketOf = (perSecond: number): BucketSize => ({
  burst: perSecond * burstSeconds,
  secondsEach: 1 / perSecond,
});

/**
 * How many socket messages and requests are taken: of a session, of an agency, and from an address; of strangers at an
 * address in a bucket of their own, so that they shut out nobody who is signed in there.
 */
@Injectable()
export class InboundLimits {
  private readonly sessions: TokenBuckets;
  private readonly agencies: TokenBuckets;
  private readonly addresses: TokenBuckets;
  private readonly strangers: TokenBuckets;
  private readonly packets: TokenBuckets;

  constructor(config: Config, @Inject(CLOCK) clock: Clock) {
    const many = (sessions: number): TokenBuckets => new TokenBuckets(clock, bucketOf(config.messageRate * sessions));
    this.sessions = many(1);
    this.agencies = many(sessionsAtOnce);
    this.addresses = many(sessionsAtOnce);
    this.strangers = many(strangersAtOnce);
    this.packets = many(packetsEach);
  }

  /** Counts one of somebody signed in, or what is as much work as several; answers 0, or the seconds to wait. */
  take({ session, agency, address }: Actor, count = 1): Promise<number> {
    const own = session === null ? 0 : this.sessions.take(session, count);
    // Who is refused for themselves must not use up what others need.
    if (own > 0) return Promise.resolve(own);
    return Promise.resolve(Math.max(this.agencies.take(agency, count), this.addresses.take(networkOf(address), count)));
  }

  /** Counts whatever comes over a connection, of a session or, before that, of a place; answers what to wait. */
  takePacket(who: string): number {
    return this.packets.take(who);
  }

  /** Counts one of somebody who is not signed in. */
  takeStranger(address: string): Promise<number> {
    return Promise.resolve(this.strangers.take(networkOf(address)));
  }
}
