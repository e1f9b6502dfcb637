import type { Id, StreamEvent } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** Committed events of a compartment after a position, by who may have which of them at this snapshot. */
export interface StreamPage {
  readonly epoch: string;
  readonly head: number;
  readonly through: number;
  readonly more: boolean;
  readonly events: readonly StreamEvent[];
  /** Of the asked persons, those who are in: grouped by what they get. */
  readonly groups: readonly { readonly persons: readonly Id[]; readonly seqs: readonly number[] }[];
}

const written = (event: StreamEvent): StreamEvent => ({ ...event, at: new Date(event.at).toISOString() });

export async function streamPage(
  tx: Tx,
  compartment: Id,
  after: number,
  limit: number,
  persons: readonly Id[],
): Promise<StreamPage> {
  const text = 'select stream_page($1, $2, $3, $4) as page';
  const row = await tx.row<{ page: StreamPage | null }>(text, [compartment, after, limit, persons]);
  if (!row?.page) return { epoch: '', head: after, through: after, more: false, events: [], groups: [] };
  return { ...row.page, events: row.page.events.map(written) };
}

/** Who of these persons is in the compartment at this snapshot. */
export const insiders = async (tx: Tx, compartment: Id, persons: readonly Id[]): Promise<Set<Id>> =>
  new Set(
    (await tx.rows<{ person: Id }>('select insiders($1, $2) as person', [compartment, persons])).map(
      (row) => row.person,
    ),
  );

/** The same of several compartments at once. */
export async function insidersOfEach(
  tx: Tx,
  asked: readonly { readonly compartment: Id; readonly persons: readonly Id[] }[],
): Promise<ReadonlyMap<Id, ReadonlySet<Id>>> {
  const rows = await tx.rows<{ compartment: Id; persons: Id[] }>(
    `select a.compartment, array(select insiders(a.compartment, a.persons)) as persons
       from json_to_recordset($1) a (compartment uuid, persons uuid[])`,
    [JSON.stringify(asked)],
  );
  return new Map(rows.map(({ compartment, persons }) => [compartment, new Set(persons)]));
}

interface PersonEventRow {
  seq: string;
  id: Id;
  kind: StreamEvent['kind'];
  refs: Record<string, string | number>;
  at: Date;
}

/** The events of the reader's own stream. */
export const personBatch = async (tx: Tx, person: Id, after: number, limit: number): Promise<StreamEvent[]> =>
  (
    await tx.rows<PersonEventRow>(
      'select seq, id, kind, refs, at from person_event where person = $1 and seq > $2 order by seq limit $3',
      [person, after, limit],
    )
  ).map((row) => ({ ...row, seq: Number(row.seq), author: null, at: row.at.toISOString() }));

/** Epoch and head of the reader's own stream; a person nobody has told anything yet begins at 0. */
export async function personHead(tx: Tx, person: Id): Promise<{ epoch: string; position: number }> {
  const row = await tx.row<{ epoch: string; next_seq: string }>(
    'select epoch, next_seq from person_stream where person = $1',
    [person],
  );
  return row ? { epoch: row.epoch, position: Number(row.next_seq) - 1 } : { epoch: 'new', position: 0 };
}

/** Heads of streams that somebody subscribes to, for the slow poll: numbers only. */
export const headsOf = async (
  tx: Tx,
  compartments: readonly Id[],
  persons: readonly Id[],
): Promise<{ stream: string; head: number }[]> =>
  (
    await tx.rows<{ stream: string; head: string }>('select stream, head from stream_heads($1, $2)', [
      compartments,
      persons,
    ])
  ).map((row) => ({ stream: row.stream, head: Number(row.head) }));

/** From here on this transaction reads as that person: the second lock of every frame. */
export async function readAs(tx: Tx, person: Id): Promise<void> {
  if (!tx.isOf(person)) await tx.rows('select speak_for($1, $2, $3)', [person, [person], []]);
}

export interface OpenThread {
  readonly id: Id;
  readonly session: Id;
  readonly thread: Id;
  readonly fromSeq: number;
}

export const insertOpenThread = (tx: Tx, person: Id, open: OpenThread): Promise<number> =>
  tx.run('insert into open_thread values ($1, $2, $3, $4, $5, app_now(), null, null)', [
    open.id,
    open.session,
    person,
    open.thread,
    open.fromSeq,
  ]);

/** Whether an agency lets others see that its people are there. */
export const showsPresence = async (tx: Tx, agency: Id): Promise<boolean> =>
  (await tx.row<{ presence: boolean }>('select presence from agency where id = $1', [agency]))?.presence ?? false;
