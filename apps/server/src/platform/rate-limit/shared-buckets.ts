import { createHash } from 'node:crypto';
import type { Clock } from '@liaison/domain';
import type { Redis } from '../redis/redis.js';
import { TokenBuckets, type BucketSize } from './token-buckets.js';

/** One token bucket in Redis, by its own clock: how many tokens were given, and the milliseconds until there is one. */
const script = `
local burst, each, need, want = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(kept[1]) or burst
tokens = math.min(burst, tokens + math.max(0, now - (tonumber(kept[2]) or now)) / each)
local given = 0
if want < 0 or tokens >= need then given = math.min(math.floor(tokens), want) end
tokens = math.min(burst, tokens - given)
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) * each) + 1000)
if given == 0 then return {0, math.ceil((need - tokens) * each)} end
return {given, 0}`;

/** So long a process may spend what it took in advance. */
const creditFor = 1_000;
const mostCredits = 50_000;

interface Credit {
  left: number;
  readonly until: number;
}

/**
 * Token buckets that all processes take from, where Redis is configured and answers; else each process has its own, and
 * so many processes so many times as much. Of a fast bucket a quarter of a second is taken at once: not every message
 * asks Redis. Keys are digests: who tried to sign in from where is not to be read there.
 */
export class SharedBuckets {
  private readonly own: TokenBuckets;
  private readonly credits = new Map<string, Credit>();
  private readonly atOnce: number;

  constructor(
    private readonly name: string,
    private readonly redis: Redis,
    clock: Clock,
    private readonly size: BucketSize,
  ) {
    this.own = new TokenBuckets(clock, size);
    this.atOnce = Math.max(1, Math.floor(0.25 / size.secondsEach));
  }

  /** Takes one token, or several together; answers 0, or the seconds until there are so many. */
  async take(key: string, count = 1): Promise<number> {
    if (this.spend(key, count)) return 0;
    if (!this.redis.live) return this.own.take(key, count);
    try {
      const [given, wait] = await this.ask(key, count, Math.max(count, this.atOnce));
      if (given > count) this.keep(key, given - count);
      return Math.ceil(wait / 1_000);
    } catch {
      return this.own.take(key, count);
    }
  }

  /** Gives one back, for an attempt that turned out to be honest. */
  async giveBack(key: string): Promise<void> {
    if (!this.redis.live) return this.own.giveBack(key);
    await this.ask(key, 0, -1).catch(() => this.own.giveBack(key));
  }

  private spend(key: string, count: number): boolean {
    const credit = this.credits.get(key);
    if (!credit || credit.left < count || credit.until <= performance.now()) return false;
    credit.left -= count;
    return true;
  }

  private keep(key: string, left: number): void {
    this.credits.delete(key);
    this.credits.set(key, { left, until: performance.now() + creditFor });
    const [oldest] = this.credits.size > mostCredits ? this.credits.keys() : [];
    if (oldest !== undefined) this.credits.delete(oldest);
  }

  private async ask(key: string, need: number, want: number): Promise<readonly [given: number, wait: number]> {
    const digest = createHash('sha256').update(key).digest('base64url');
    const { burst, secondsEach } = this.size;
    const answer = await this.redis.ask((client) =>
      client.eval(script, {
        keys: [`liaison:${this.name}:${digest}`],
        arguments: [burst, secondsEach * 1_000, Math.min(need, burst), want].map(String),
      }),
    );
    const [given, wait] = answer as unknown as readonly [number, number];
    return [given, wait];
  }
}
