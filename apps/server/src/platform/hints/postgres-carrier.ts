import { Client } from 'pg';
import { describeError } from '../logging/describe-error.js';
import { rootLog } from '../logging/log.js';
import type { Carrier } from './carrier.js';

export const channel = 'liaison_hints';
const wait = { first: 250, most: 10_000 };

/**
 * One connection of its own that listens and notifies: never inside a transaction that writes, where a NOTIFY would
 * take a lock of the whole database at commit.
 */
export class PostgresCarrier implements Carrier {
  private client: Client | null = null;
  private connecting: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private tries = 0;
  private closed = false;

  constructor(private readonly url: string) {}

  get live(): boolean {
    return this.client !== null;
  }

  open(heard: (text: string) => void, up: () => void): void {
    this.connecting = this.connect(heard, up).catch((error: unknown) => {
      if (this.tries === 0) rootLog.warn(describeError(error), 'hints: no connection to PostgreSQL, trying again');
      this.again(heard, up);
    });
  }

  async send(text: string): Promise<void> {
    const { client } = this;
    if (!client) throw new Error('not connected');
    try {
      await client.query({ name: 'hint', text: 'select pg_notify($1, $2)', values: [channel, text] });
    } catch (error) {
      // Whatever it was, a new connection is the way out.
      void client.end().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.connecting;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private async connect(heard: (text: string) => void, up: () => void): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'liaison hints',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      // The regular "here" finds a connection that is only half there.
      query_timeout: 5_000,
    });
    client.on('error', () => void client.end().catch(() => undefined));
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => this.lost(heard, up));
    this.client = client;
    this.tries = 0;
    up();
  }

  private lost(heard: (text: string) => void, up: () => void): void {
    this.client = null;
    if (this.closed) return;
    rootLog.warn('hints: connection to PostgreSQL lost, the poll goes on');
    this.again(heard, up);
  }

  private again(heard: (text: string) => void, up: () => void): void {
    if (this.closed) return;
    const longest = Math.min(wait.most, wait.first * 2 ** this.tries);
    this.tries += 1;
    this.timer = setTimeout(() => this.open(heard, up), longest * (0.5 + Math.random() / 2));
  }
}
