import type { Client, QueryResult } from 'pg';
import type { Id } from '@liaison/contracts';
import type { Scope, ScopeNumber } from '@liaison/access-record';
import type { RecordClass } from '@liaison/domain';
import { openLogClient } from './log-client.js';
import { NotElected, StoredLog, type LogHead } from './stored-log.js';
import { bytea, rowsInto } from './tx.js';

/** A record that has no entry yet, and what says to which scopes it belongs: nothing but its id is there of one that is lost. */
export interface PendingRecord {
  readonly record: Id;
  readonly at: Date;
  readonly class: RecordClass;
  readonly bytes: Uint8Array;
  readonly agency: Id | null;
  readonly operation: Id | null;
  readonly subjectAgencies: readonly Id[];
  readonly overseers: readonly Id[];
  /** The table in which it is not: then it cannot be said what it was, or to which scopes it belongs. */
  readonly lacks: 'access_record' | 'access_body' | null;
}

export interface NewEntry {
  readonly record: Id;
  readonly bytes: Uint8Array;
}

/** A record's place in one scope, with the salt that opens its digest in the entry. */
export interface PlaceInScope extends ScopeNumber {
  readonly record: Id;
  readonly at: Date;
  readonly salt: string;
}

export interface Growth {
  readonly size: number;
  readonly root: Uint8Array;
  readonly entries: readonly NewEntry[];
  readonly places: readonly PlaceInScope[];
}

const intoEntry = rowsInto('access_entry').text;
const intoScope = rowsInto('access_scope').text;

/**
 * The sequencer's own connection, as `liaison_log`. Whoever is elected holds a lock that ends with the connection, and a
 * fence: a number that rises with each election, without which nothing is written.
 */
export class LogSession {
  /** What is there, on the same connection. */
  readonly stored: StoredLog;
  private fence: string | null = null;

  private constructor(private readonly client: Client) {
    this.stored = new StoredLog(client);
  }

  static async open(logUrl: string): Promise<LogSession> {
    return new LogSession(await openLogClient(logUrl, 'liaison log'));
  }

  /** Whether this connection is the one that makes the tree, from now on if nobody else does. */
  async elect(): Promise<boolean> {
    if (this.fence !== null) return true;
    const [lock] = await this.rows<{ got: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('liaison log', 0)) as got",
    );
    if (!lock?.got) return false;
    const [raised] = await this.rows<{ fence: string }>('update log_head set fence = fence + 1 returning fence');
    this.fence = raised?.fence ?? null;
    return this.fence !== null;
  }

  /** The number of this election, which rises by one with each; 0 before. */
  get term(): number {
    return Number(this.fence ?? 0);
  }

  /** For whoever was not elected, to look at. Throws `NotElected` where another election has raised the fence. */
  head(): Promise<LogHead> {
    return this.stored.head(this.fence);
  }

  /** Up to `limit` records without an entry, by what is there, oldest first: never by a number that was seen last. */
  async pending(limit: number): Promise<readonly PendingRecord[]> {
    return this.rows<PendingRecord>(
      // Each by its key, whatever statistics say: else the planner may read all records up to those that wait.
      `select p.record, r.at, r.class, r.bytes, b.agency, b.operation, coalesce(b.subject_agencies, '{}') as "subjectAgencies",
         coalesce(b.overseers, '{}') as overseers,
         case when r.bytes is null then 'access_record' when b.record is null then 'access_body' end as lacks
       from (select record from access_pending order by record limit $1) p
         left join lateral (select at, class, bytes from access_record where id = p.record offset 0) r on true
         left join lateral (select record, agency, operation, subject_agencies, overseers from access_body
           where record = p.record offset 0) b on true
       order by p.record`,
      [limit],
    );
  }

  /** Whether as many wait. */
  async areWaiting(count: number): Promise<boolean> {
    const [found] = await this.rows<{ enough: boolean }>(
      'select count(*) >= $1 as enough from (select from access_pending limit $1) p',
      [count],
    );
    return found?.enough ?? false;
  }

  /** What the oldest `most` of those that wait are found by is written before they have their entry. */
  async lineWaiting(most: number): Promise<void> {
    await this.rows('select line_waiting($1)', [most]);
  }

  /** Since when the oldest record waits; null where none does. */
  async oldestPending(): Promise<Date | null> {
    const [oldest] = await this.rows<{ at: Date }>(
      'select at from access_record where id = (select record from access_pending order by record limit 1)',
    );
    return oldest?.at ?? null;
  }

  /** The last number given in a scope; 0 where there is none. */
  async lastNumber({ kind, agency, operation }: Scope): Promise<number> {
    const values: unknown[] = [kind];
    // Written out, so that the index answers it: `is not distinct from` would read the table.
    const is = (value: string | null): string => (value === null ? 'is null' : `= $${values.push(value)}`);
    const [last] = await this.rows<{ n: string }>(
      `select n from access_scope where kind = $1 and agency ${is(agency)} and operation ${is(operation)}
       order by n desc limit 1`,
      values,
    );
    return Number(last?.n ?? 0);
  }

  /** Commits what the tree becomes after `head`: entries, numbers and head; by its entry a record waits no more. All or nothing. */
  async append(head: LogHead, { size, root, entries, places }: Growth): Promise<void> {
    const rows = entries.map(({ record, bytes }, at) => ({
      entry: head.size + at,
      record,
      bytes: bytea(Buffer.from(bytes)),
    }));
    await this.rows('begin');
    try {
      const moved = await this.count(
        'update log_head set size = $1, root = $2 where fence = $3 and size = $4 and root = $5 and halted is null',
        [size, root, this.fence, head.size, head.root],
      );
      if (moved !== 1) throw new NotElected('the head is no longer what it was');
      await this.rows(intoEntry, [JSON.stringify(rows)]);
      await this.rows(intoScope, [JSON.stringify(places)]);
      await this.rows('commit');
    } catch (error) {
      await this.rows('rollback').catch(() => undefined);
      throw error;
    }
  }

  /** That the checkpoint of this size is out. */
  async signed(size: number, at: Date): Promise<void> {
    await this.rows('update log_head set signed = $1, signed_at = $2 where fence = $3', [size, at, this.fence]);
  }

  /** From here on nothing is signed, and no server takes an act that writes, until somebody has looked into it. */
  async halt(reason: string, at: Date): Promise<void> {
    await this.rows('update log_head set halted = $1, halted_at = $2 where fence = $3 and halted is null', [
      reason,
      at,
      this.fence,
    ]);
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.query<T>(text, values)).rows;
  }

  private async count(text: string, values: readonly unknown[]): Promise<number> {
    return (await this.query(text, values)).rowCount ?? 0;
  }

  private query<T extends object>(text: string, values: readonly unknown[]): Promise<QueryResult<T>> {
    return this.client.query<T>(text, [...values]);
  }
}
