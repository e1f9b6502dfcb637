import type { Clock } from '@liaison/domain';

export interface BucketSize {
  /** How many at once. */
  readonly burst: number;
  /** After how many seconds one more is allowed. */
  readonly secondsEach: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** More than this many buckets are not kept: full ones tell nothing and go first, then the oldest. */
const mostBuckets = 50_000;

/** One token bucket for each key, in this process's memory. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: Clock,
    private readonly size: BucketSize,
  ) {}

  /** Takes a token, or what counts as several; answers 0, or the seconds until there are as many. */
  take(key: string, count = 1): number {
    const wanted = Math.min(count, this.size.burst);
    const bucket = this.filled(key);
    if (bucket.tokens < wanted)
      return Math.ceil(Math.round((wanted - bucket.tokens) * this.size.secondsEach * 1_000) / 1_000);
    bucket.tokens -= wanted;
    this.keep(key, bucket);
    return 0;
  }

  /** Gives one back, for an attempt that turned out to be honest. */
  giveBack(key: string): void {
    const bucket = this.filled(key);
    bucket.tokens = Math.min(this.size.burst, bucket.tokens + 1);
    this.keep(key, bucket);
  }

  private filled(key: string): Bucket {
    const now = this.clock.now().getTime();
    const bucket = this.buckets.get(key);
    if (!bucket) return { tokens: this.size.burst, at: now };
    const gained = Math.max(0, now - bucket.at) / 1_000 / this.size.secondsEach;
    return { tokens: Math.min(this.size.burst, bucket.tokens + gained), at: now };
  }

  private keep(key: string, bucket: Bucket): void {
    this.buckets.delete(key);
    if (bucket.tokens >= this.size.burst) return;
    this.buckets.set(key, bucket);
    const oldest = this.buckets.size > mostBuckets ? this.buckets.keys().next().value : undefined;
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
