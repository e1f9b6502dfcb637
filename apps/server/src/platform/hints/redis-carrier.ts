import type { Redis } from '../redis/redis.js';
import type { Carrier } from './carrier.js';

/** Publish and subscribe over the process's connection to Redis, which comes back by itself. */
export class RedisCarrier implements Carrier {
  private readonly channel: string;
  private subscribed = false;

  constructor(private readonly redis: Redis) {
    this.channel = `liaison:hints:${redis.database}`;
  }

  get live(): boolean {
    return this.subscribed && this.redis.live;
  }

  open(heard: (text: string) => void, up: () => void): void {
    this.redis.onReady(async (client) => {
      // Once: the client itself subscribes anew after it was cut off.
      if (!this.subscribed) await client.subscribe(this.channel, heard);
      this.subscribed = true;
      up();
    });
  }

  send(text: string): Promise<unknown> {
    return this.redis.ask((client) => client.publish(this.channel, text));
  }

  /** The connection is not its own. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
