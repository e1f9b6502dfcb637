import type { Client, QueryResult } from 'pg';
import type { Id } from '@liaison/contracts';
import type { PersonalFacts, Scope, ScopeNumber } from '@liaison/access-record';
import type { RecordClass } from '@liaison/domain';
import { erasingAstray, type ErasingAstray } from './erasing-astray.js';
import { openLogClient } from './log-client.js';
import { bytea, rowsInto } from './tx.js';

/** The tree's head as it was committed last. */
export interface LogHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** Why nothing is signed or written any more; null where all is well. */
  readonly halted: string | null;
}

/** A record that has no entry yet, and what says to which scopes it belongs. */
export interface PendingRecord {
  readonly record: Id;
  readonly at: Date;
  readonly class: RecordClass;
  readonly bytes: Uint8Array;
  readonly agency: Id | null;
  readonly operation: Id | null;
  readonly subjectAgencies: readonly Id[];
  readonly overseers: readonly Id[];
  /** Whether it has a body at all: without one it cannot be said to which scopes it belongs. */
  readonly hasBody: boolean;
}

/** What the body of an entry's record says, with its salts. */
export interface StoredBody {
  readonly entry: number;
  readonly at: Date;
  /** By which the body is found. */
  readonly objectIds: readonly Id[];
  readonly facts: PersonalFacts;
  readonly salts: Readonly<Record<string, string>>;
  /** Names of the fields that are gone and, at the same place, the record of the act that destroyed each. */
  readonly erased: readonly string[];
  readonly erasedBy: readonly Id[];
}

/** Records that no entry and no waiting holds, and records without a body. */
export interface LooseRecords {
  /** The last that was looked at; null at the end. */
  readonly last: Id | null;
  readonly unlogged: readonly Id[];
  readonly bodiless: readonly Id[];
}

/** A row that names a record that is not there. */
export interface OfNoRecord {
  /** The row's table. */
  readonly namedBy: string;
  readonly record: Id;
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

/** An entry as the database holds it. */
export interface StoredEntry {
  readonly entry: number;
  readonly bytes: Uint8Array;
  /** The bytes of its record, and what the row says beside them. */
  readonly record: Uint8Array;
  readonly columns: { readonly at: Date; readonly class: string; readonly act: string; readonly outcome: string };
  readonly places: readonly (ScopeNumber & { readonly salt: string })[];
}

export interface Growth {
  readonly size: number;
  readonly root: Uint8Array;
  readonly entries: readonly NewEntry[];
  readonly places: readonly PlaceInScope[];
}

/** Somebody else makes the tree now. */
export class NotElected extends Error {
  override readonly name = 'NotElected';
}

/** Pages of each table that are looked at in one statement: some ten thousand rows. */
const pagesAtOnce = 500;

const intoEntry = rowsInto('access_entry').text;
const intoScope = rowsInto('access_scope').text;

/**
 * The sequencer's own connection, as `liaison_log`. Whoever is elected holds a lock that ends with the connection, and a
 * fence: a number that rises with each election, without which nothing is written.
 */
export class LogSession {
  private fence: string | null = null;

  private constructor(private readonly client: Client) {}

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

  /** For whoever was not elected, to look at. Throws `NotElected` where another election has raised the fence. */
  async head(): Promise<LogHead> {
    const [head] = await this.rows<{ size: string; root: Buffer; halted: string | null }>(
      'select size, root, halted from log_head where fence = coalesce($1, fence)',
      [this.fence],
    );
    if (!head) throw new NotElected('the fence was raised by another election');
    return { size: Number(head.size), root: head.root, halted: head.halted };
  }

  /** Up to `limit` records without an entry, by what is there, oldest first: never by a number that was seen last. */
  async pending(limit: number): Promise<readonly PendingRecord[]> {
    return this.rows<PendingRecord>(
      `select p.record, r.at, r.class, r.bytes, b.agency, b.operation, coalesce(b.subject_agencies, '{}') as "subjectAgencies",
         coalesce(b.overseers, '{}') as overseers,
         b.record is not null as "hasBody"
       from access_pending p join access_record r on r.id = p.record left join access_body b on b.record = p.record
       order by p.record limit $1`,
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
      'select r.at from access_pending p join access_record r on r.id = p.record order by p.record limit 1',
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

  /** Entries `from` up to but without `to`, in their order, each with the bytes of its record and its numbers. */
  async entries(from: number, to: number): Promise<readonly StoredEntry[]> {
    const rows = await this.rows<
      { entry: string; at: Date; class: string; act: string; outcome: string } & Omit<StoredEntry, 'entry'>
    >(
      `select e.entry, e.bytes, r.bytes as record, r.at, r.class, r.act, r.outcome, (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind,
           'agency', s.agency, 'operation', s.operation, 'n', s.n, 'salt', s.salt)), '[]')
         from access_scope s where s.record = e.record) as places
       from access_entry e join access_record r on r.id = e.record
       where e.entry >= $1 and e.entry < $2 order by e.entry`,
      [from, to],
    );
    return rows.map(({ entry, bytes, record, places, ...columns }) => ({
      entry: Number(entry),
      bytes,
      record,
      places,
      columns,
    }));
  }

  /** The bodies of the same entries, of those that have one. For looking through everything. */
  async bodies(from: number, to: number): Promise<readonly StoredBody[]> {
    const rows = await this.rows<{
      entry: string;
      body: PersonalFacts & {
        at: string;
        object_ids: readonly Id[];
        subject_agencies: readonly string[];
        salts: StoredBody['salts'];
        erased: readonly string[] | null;
        erased_by: readonly Id[] | null;
      };
    }>('select entry, body from bodies_of_entries($1, $2)', [from, to]);
    return rows.map(({ entry, body }) => ({
      entry: Number(entry),
      at: new Date(body.at),
      objectIds: body.object_ids,
      facts: { ...body, subjectAgencies: body.subject_agencies },
      salts: body.salts,
      erased: body.erased ?? [],
      erasedBy: body.erased_by ?? [],
    }));
  }

  /** Of the same entries those whose lines, by which questions find them, are not what their records say. */
  async linesAstray(from: number, to: number): Promise<readonly number[]> {
    const rows = await this.rows<{ entry: string }>('select lines_astray($1, $2) as entry', [from, to]);
    return rows.map(({ entry }) => Number(entry));
  }

  /** Acts that erase, held against what bodies say was erased by them. */
  erasingAstray(): Promise<readonly ErasingAstray[]> {
    return erasingAstray((text, values) => this.rows(text, values));
  }

  /** Looks at the next records after one, as they were made. */
  async loose(after: Id | null): Promise<LooseRecords> {
    const [found] = await this.rows<LooseRecords>(
      `with part as materialized (select id from access_record where id > coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid)
           order by id limit 10000)
       select (select id from part order by id desc limit 1) as last,
         array(select id from part p where not exists (select from access_entry e where e.record = p.id)
           and not exists (select from access_pending w where w.record = p.id)) as unlogged,
         array(select id from part p where not exists (select from access_body b where b.record = p.id)) as bodiless`,
      [after],
    );
    return found ?? { last: null, unlogged: [], bodiless: [] };
  }

  /** Bodies, entries, lines, numbers and what waits, whose record is not there; of a line, not at its time. */
  async ofNoRecord(): Promise<readonly OfNoRecord[]> {
    const [size] = await this.rows<{ pages: string }>(
      `select max(pg_relation_size(t) / current_setting('block_size')::int) as pages
       from unnest('{access_body, access_entry, access_line, access_pending, access_scope}'::regclass[]) t`,
    );
    const found: OfNoRecord[][] = [];
    for (let page = 0; page < Number(size?.pages); page += pagesAtOnce)
      found.push(
        await this.rows<OfNoRecord>('select named_by as "namedBy", record from of_no_record($1, $2)', [
          page,
          page + pagesAtOnce,
        ]),
      );
    return found.flat();
  }

  /** Scopes whose numbers are not all there from 1 on, for people. */
  async gaps(): Promise<readonly string[]> {
    const rows = await this.rows<{ scope: string }>(
      `select concat_ws(' ', kind, agency, operation) as scope from access_scope group by kind, agency, operation
       having count(*) <> max(n) or min(n) <> 1`,
    );
    return rows.map(({ scope }) => scope);
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
