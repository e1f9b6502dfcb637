import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Clock } from '@liaison/domain';
import { CLOCK } from '../clock.js';
import { Config } from '../config/config.js';
import { networkOf } from './network-of.js';
import { Redis } from '../redis/redis.js';
import { SharedBuckets } from './shared-buckets.js';
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
  private readonly sessions: SharedBuckets;
  private readonly agencies: SharedBuckets;
  private readonly addresses: SharedBuckets;
  private readonly strangers: SharedBuckets;
  /** Of connections to this process, by which it is held up. */
  private readonly packets: TokenBuckets;

  constructor(config: Config, @Inject(CLOCK) clock: Clock, redis: Redis) {
    const sizeOf = (sessions: number): BucketSize => bucketOf(config.messageRate * sessions);
    const many = (name: string, sessions: number): SharedBuckets =>
      new SharedBuckets(`inbound:${name}`, redis, clock, sizeOf(sessions));
    this.sessions = many('sessions', 1);
    this.agencies = many('agencies', sessionsAtOnce);
    this.addresses = many('addresses', sessionsAtOnce);
    this.strangers = many('strangers', strangersAtOnce);
    this.packets = new TokenBuckets(clock, sizeOf(packetsEach));
  }

  /** Counts one of somebody signed in, or what is as much work as several; answers 0, or the seconds to wait. */
  async take({ session, agency, address }: Actor, count = 1): Promise<number> {
    const own = session === null ? 0 : await this.sessions.take(session, count);
    // Who is refused for themselves must not use up what others need.
    if (own > 0) return own;
    const shared = [this.agencies.take(agency, count), this.addresses.take(networkOf(address), count)];
    return Math.max(...(await Promise.all(shared)));
  }

  /** Counts whatever comes over a connection, of a session or, before that, of a place; answers what to wait. */
  takePacket(who: string): number {
    return this.packets.take(who);
  }

  /** Counts one of somebody who is not signed in. */
  takeStranger(address: string): Promise<number> {
    return this.strangers.take(networkOf(address));
  }
}
