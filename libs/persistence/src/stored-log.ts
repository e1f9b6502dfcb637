import type { Client } from 'pg';
import type { Id } from '@liaison/contracts';
import type { PersonalFacts, ScopeNumber } from '@liaison/access-record';
import { isOfData } from './driver-errors.js';
import { erasingAstray, type ErasingAstray } from './erasing-astray.js';
import { openLogClient } from './log-client.js';

/** The tree's head as it was committed last. */
export interface LogHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** Entries that were signed for, as was noted last. */
  readonly signed: number;
  /** Why nothing is signed or written any more; null where all is well. */
  readonly halted: string | null;
}

/** Somebody else makes the tree now. */
export class NotElected extends Error {
  override readonly name = 'NotElected';
}

/** What was asked of entries, and those of which the database can give no answer. */
export interface OfEntries<T> {
  readonly rows: readonly T[];
  readonly unreadable: readonly number[];
}

/** An entry's number and its bytes. */
export type Leaf = Pick<StoredEntry, 'entry' | 'bytes'>;

/** An entry as the database holds it. */
export interface StoredEntry {
  readonly entry: number;
  readonly bytes: Uint8Array;
  /** The bytes of its record, and what the row says beside them. */
  readonly record: Uint8Array;
  readonly columns: {
    readonly at: Date | null;
    readonly class: string;
    readonly act: string;
    readonly outcome: string;
  };
  readonly places: readonly (ScopeNumber & { readonly at: Date | null; readonly salt: string })[];
}

/** What the body of an entry's record says, with its salts. */
export interface StoredBody {
  readonly entry: number;
  /** Null where it is none to the millisecond, as records have it; so are all times here. */
  readonly at: Date | null;
  /** By which the body is found. */
  readonly objectIds: readonly Id[];
  readonly facts: PersonalFacts;
  readonly salts: Readonly<Record<string, string>>;
  /** Names of the fields that are gone and, at the same place, the record of the act that destroyed each. */
  readonly erased: readonly string[];
  readonly erasedBy: readonly (Id | null)[];
}

/** Records that no entry of the tree and no waiting holds, and records without a body. */
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

interface EntryRow extends Omit<StoredEntry, 'entry' | 'columns' | 'places'> {
  readonly entry: string;
  readonly at: string;
  readonly class: string;
  readonly act: string;
  readonly outcome: string;
  readonly places: readonly (ScopeNumber & { readonly at: string; readonly salt: string })[];
}

interface BodyRow extends PersonalFacts {
  readonly at: string;
  readonly object_ids: readonly Id[];
  readonly subject_agencies: readonly string[];
  readonly salts: StoredBody['salts'];
  readonly erased: readonly string[] | null;
  readonly erased_by: readonly (Id | null)[] | null;
}

/** Longer than any record or entry is none, and would be more than a driver can take: then nothing is read of it. */
const held = (bytes: string): string => `case when octet_length(${bytes}) < 16777216 then ${bytes} else '' end`;

const timeOf = (at: string): Date | null => {
  const time = /\.\d{4}/.test(at) ? NaN : Date.parse(at);
  return Number.isNaN(time) ? null : new Date(time);
};

/** Pages of each table that are looked at in one statement: some ten thousand rows. */
const pagesAtOnce = 500;

/** What the database holds of the log, to be held against the tree and against itself. */
export class StoredLog {
  /** `rest` comes after each statement, for whoever looks beside other work. */
  constructor(
    private readonly client: Client,
    private readonly rest: () => Promise<void> = () => Promise.resolve(),
  ) {}

  static async open(logUrl: string, rest?: () => Promise<void>): Promise<StoredLog> {
    return new StoredLog(await openLogClient(logUrl, 'liaison log looked at'), rest);
  }

  /** Throws `NotElected` where another election has raised the fence that is given. */
  async head(fence: string | null = null): Promise<LogHead> {
    const [head, ...others] = await this.rows<{
      size: string;
      root: Buffer | null;
      signed: string;
      halted: string | null;
    }>('select size, root, signed, halted from log_head where fence = coalesce($1, fence)', [fence]);
    if (!head?.root || others.length > 0)
      throw new NotElected('log_head has not one whole row, or another election raised its fence');
    return { size: Number(head.size), root: head.root, signed: Number(head.signed), halted: head.halted };
  }

  /** Entries `from` up to but without `to`, in their order, each with the bytes of its record and its numbers. */
  entries(from: number, to: number): Promise<OfEntries<StoredEntry>> {
    return this.of(from, to, async (from, to) => {
      const rows = await this.rows<EntryRow>(
        `select e.entry, ${held('e.bytes')} as bytes, ${held('r.bytes')} as record, to_jsonb(r.at) #>> '{}' as at, r.class, r.act, r.outcome,
           (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'agency', s.agency, 'operation', s.operation, 'n', s.n,
             'at', s.at, 'salt', s.salt)), '[]') from access_scope s where s.record = e.record) as places
         from access_entry e join access_record r on r.id = e.record
         where e.entry >= $1 and e.entry < $2 order by e.entry`,
        [from, to],
      );
      return rows.map(({ entry, bytes, record, places, at, ...columns }) => ({
        entry: Number(entry),
        bytes,
        record,
        places: places.map((place) => ({ ...place, at: timeOf(place.at) })),
        columns: { ...columns, at: timeOf(at) },
      }));
    });
  }

  /** Of entries their bytes alone, of which the tree is made. */
  leaves(from: number, to: number): Promise<OfEntries<Leaf>> {
    return this.of(from, to, async (from, to) => {
      const rows = await this.rows<{ entry: string; bytes: Uint8Array }>(
        `select entry, ${held('bytes')} as bytes from access_entry where entry >= $1 and entry < $2 order by entry`,
        [from, to],
      );
      return rows.map(({ entry, bytes }) => ({ entry: Number(entry), bytes }));
    });
  }

  /** The bodies of the same entries, of those that have one. For looking through everything. */
  bodies(from: number, to: number): Promise<OfEntries<StoredBody>> {
    return this.of(from, to, async (from, to) => {
      const rows = await this.rows<{ entry: string; body: BodyRow }>(
        'select entry, body from bodies_of_entries($1, $2)',
        [from, to],
      );
      return rows.map(({ entry, body }) => ({
        entry: Number(entry),
        at: timeOf(body.at),
        objectIds: body.object_ids,
        facts: { ...body, subjectAgencies: body.subject_agencies },
        salts: body.salts,
        erased: body.erased ?? [],
        erasedBy: body.erased_by ?? [],
      }));
    });
  }

  /** Of the same entries those whose lines, by which questions find them, are not what their records say. */
  async linesAstray(from: number, to: number): Promise<readonly number[]> {
    const { rows, unreadable } = await this.of(from, to, (from, to) =>
      this.rows<{ entry: string }>('select lines_astray($1, $2) as entry', [from, to]),
    );
    return [...rows.map(({ entry }) => Number(entry)), ...unreadable];
  }

  /** By halves, so that what is asked of one entry and has no answer keeps none from the others. */
  private async of<T>(
    from: number,
    to: number,
    ask: (from: number, to: number) => Promise<readonly T[]>,
  ): Promise<OfEntries<T>> {
    try {
      return { rows: await ask(from, to), unreadable: [] };
    } catch (error) {
      if (!isOfData(error)) throw error;
      if (to - from === 1) return { rows: [], unreadable: [from] };
      const half = Math.floor((from + to) / 2);
      const [first, second] = [await this.of(from, half, ask), await this.of(half, to, ask)];
      return {
        rows: [...first.rows, ...second.rows],
        unreadable: [...first.unreadable, ...second.unreadable],
      };
    }
  }

  /** Acts that erase, held against what bodies say was erased by them. */
  erasingAstray(): Promise<readonly ErasingAstray[]> {
    return erasingAstray((text, values) => this.rows(text, values));
  }

  /** Looks at the next records after one, as they were made. */
  async loose(after: Id | null): Promise<LooseRecords> {
    const [found] = await this.rows<LooseRecords>(
      `with part as materialized (select id from access_record where id ${after === null ? 'is not null' : '> $1'}
           order by id limit 10000), log as (select size from log_head)
       select (select id from part order by id desc limit 1) as last,
         array(select id from part p where not exists (select from access_entry e, log where e.record = p.id
             and e.entry >= 0 and e.entry < log.size)
           and not exists (select from access_pending w where w.record = p.id)) as unlogged,
         array(select id from part p where not exists (select from access_body b where b.record = p.id)) as bodiless`,
      after === null ? [] : [after],
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

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const { rows } = await this.client.query<T>(text, [...values]);
    await this.rest();
    return rows;
  }
}
