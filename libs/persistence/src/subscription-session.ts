import pLimit from 'p-limit';
import type { Client } from 'pg';
import type { Id, LogLine, LogPlace } from '@liaison/contracts';
import { openLogClient } from './log-client.js';
import { viewOf, type RecordRow } from './stores/log-reading.js';

/** Somewhere that somebody's part of the log goes to. `next` and `signed`: the first entry to look at, and the end of what is signed. */
export interface LiveSubscription {
  readonly id: Id;
  /** Code of the agency to which it belongs. */
  readonly agency: string;
  readonly oversight: boolean;
  readonly destination: string;
  /** As it was chosen. */
  readonly place: LogPlace;
  readonly next: number;
  readonly signed: number;
}

/** What was sent: when, and the time of its last record. */
export interface Sent {
  readonly at: Date;
  readonly through: Date;
}

/** What goes together. */
export interface Batch {
  readonly lines: readonly LogLine[];
  readonly next: number;
}

/** The sending process's own connection, as `liaison_log`. One process sends: a lock that ends with the connection. */
export class SubscriptionSession {
  private elected = false;
  /** Statements of several subscriptions go one after another. */
  private readonly inTurn = pLimit(1);

  private constructor(private readonly client: Client) {}

  static async open(logUrl: string): Promise<SubscriptionSession> {
    return new SubscriptionSession(await openLogClient(logUrl, 'liaison log subscriptions'));
  }

  async elect(): Promise<boolean> {
    if (this.elected) return true;
    const [lock] = await this.rows<{ got: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('liaison log subscriptions', 0)) as got",
    );
    return (this.elected = lock?.got ?? false);
  }

  async live(): Promise<readonly LiveSubscription[]> {
    const rows = await this.rows<Omit<LiveSubscription, 'next' | 'signed'> & { next: string; signed: string }>(
      'select * from live_subscriptions()',
    );
    return rows.map((row) => ({ ...row, next: Number(row.next), signed: Number(row.signed) }));
  }

  /**
   * What its reader may see of the entries from its place up to but without `until`, in their order: all of it, or about so
   * many bytes. `next`: the entry before which these are everything.
   */
  async lines({ id }: LiveSubscription, until: number, mostBytes: number): Promise<Batch> {
    const rows = await this.rows<RecordRow & { n: string; then_entry: string | null }>(
      'select * from lines_of_subscription($1, $2, $3)',
      [id, until, mostBytes],
    );
    return {
      lines: rows.map(({ n, then_entry: _then, ...row }) => ({ ...viewOf(row), n: Number(n), detail: row.detail })),
      next: Number(rows.at(-1)?.then_entry ?? until),
    };
  }

  /** Everything before `becomes` is dealt with. False where the place was changed meanwhile, or the subscription ended. */
  async move({ id, next }: LiveSubscription, becomes: number, sent: Sent | null): Promise<boolean> {
    const [moved] = await this.rows<{ moved: boolean | null }>(
      'select move_subscription($1, $2, $3, $4, $5) as moved',
      [id, next, becomes, sent?.at ?? null, sent?.through ?? null],
    );
    return moved?.moved ?? false;
  }

  /** For the auditors to read. */
  async failed({ id }: LiveSubscription, problem: string, at: Date): Promise<void> {
    await this.rows('select subscription_failed($1, $2, $3)', [id, problem, at]);
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.inTurn(async () => (await this.client.query<T>(text, [...values])).rows);
  }
}
