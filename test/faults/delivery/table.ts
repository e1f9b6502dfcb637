import type { Id, StreamEvent, StreamName } from '@liaison/contracts';
import { Client } from 'pg';

export interface StoredEvent extends StreamEvent {
  readonly command: Id | null;
  /** When its transaction committed, in milliseconds since the epoch by the database's clock; null if not kept. */
  readonly committed: number | null;
}

/** What is in the database, read past the product: by a superuser, from the tables themselves. */
export interface Table {
  /** Every stream's events in order. */
  readonly streams: ReadonlyMap<StreamName, readonly StoredEvent[]>;
  /** `message version` -> its words. */
  readonly words: ReadonlyMap<string, string>;
}

export const wordsKey = (message: Id, version: number): string => `${message} ${version}`;

interface EventRow {
  compartment: Id;
  seq: string;
  id: Id;
  kind: StreamEvent['kind'];
  author: Id | null;
  at: Date;
  refs: StreamEvent['refs'];
  command_id: Id | null;
  committed: string | null;
}

export async function readTable(adminUrl: string): Promise<Table> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const events = await client.query<EventRow>(
      `select compartment, seq, id, kind, author, at, refs, command_id,
         extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as committed
       from event order by compartment, seq`,
    );
    const words = await client.query<{ message: Id; version: number; text: string }>(
      'select message, version, text from message_version',
    );
    return {
      streams: byStream(events.rows),
      words: new Map(words.rows.map((row) => [wordsKey(row.message, row.version), row.text])),
    };
  } finally {
    await client.end();
  }
}

function byStream(rows: readonly EventRow[]): Map<StreamName, StoredEvent[]> {
  const streams = new Map<StreamName, StoredEvent[]>();
  for (const { compartment, seq, id, kind, author, at, refs, command_id, committed } of rows) {
    const stream: StreamName = `compartment:${compartment}`;
    const events = streams.get(stream) ?? [];
    streams.set(stream, events);
    events.push({
      seq: Number(seq),
      id,
      kind,
      author,
      at: at.toISOString(),
      refs,
      command: command_id,
      committed: committed === null ? null : Number(committed),
    });
  }
  return streams;
}
