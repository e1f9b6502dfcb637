import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createClient } from 'redis';
import { Config } from '../config/config.js';
import { describeError } from '../logging/describe-error.js';
import { rootLog } from '../logging/log.js';

const answersWithin = 250;
/** One that hangs is asked once a second. */
const distrustFor = 1_000;

type Client = ReturnType<typeof connection>;

/** The one connection to Redis, where one is configured. Nothing waits for it and nothing is kept in it that matters. */
@Injectable()
export class Redis implements OnApplicationShutdown {
  readonly configured: boolean;
  /** The number of the database: it keeps installations apart that share a Redis. */
  readonly database: number;
  private readonly client: Client | null;
  private told = false;
  private trustedFrom = 0;

  constructor({ redisUrl }: Config) {
    this.configured = redisUrl !== undefined;
    this.database = Number(redisUrl && new URL(redisUrl).pathname.slice(1)) || 0;
    this.client = redisUrl === undefined ? null : connection(redisUrl);
    this.client?.on('error', (error: unknown) => this.tellOnce(error));
    this.client?.on('ready', () => (this.told = false));
    void this.client?.connect().catch((error: unknown) => this.tellOnce(error));
  }

  get live(): boolean {
    return this.client?.isReady === true && performance.now() >= this.trustedFrom;
  }

  /** Each time that it is connected. */
  onReady(work: (client: Client) => Promise<void>): void {
    const { client } = this;
    const run = (): void => {
      if (client) void work(client).catch((error: unknown) => this.tellOnce(error));
    };
    client?.on('ready', run);
    if (client?.isReady) run();
  }

  /** Rejects at once while it is not connected, and soon when it does not answer: nobody waits for it. */
  async ask<T>(work: (client: Client) => Promise<T>): Promise<T> {
    if (!this.client || !this.live) throw new Error('Redis does not answer');
    const answer = work(this.client);
    const late = pause(answersWithin, null, { ref: false }).then(() => {
      throw new Error('Redis does not answer');
    });
    late.catch(() => undefined);
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      this.trustedFrom = performance.now() + distrustFor;
      throw error;
    }
  }

  onApplicationShutdown(): void {
    if (this.client?.isOpen) this.client.destroy();
  }

  private tellOnce(error: unknown): void {
    if (!this.told) rootLog.warn(describeError(error), 'no connection to Redis, trying again');
    this.told = true;
  }
}

const connection = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    // A connection that is only half there is found within seconds.
    pingInterval: 2_000,
    socket: {
      connectTimeout: 5_000,
      socketTimeout: 6_000,
      reconnectStrategy: (tries) => Math.min(5_000, 100 * 2 ** tries) * (0.5 + Math.random() / 2),
    },
  });
