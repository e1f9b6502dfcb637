import type { Id, StreamEvent } from '@liaison/contracts';
import { rowsInto, type Tx } from '../tx.js';
import { textsOf } from './message-words.js';
import { messagesById } from './messages.js';
import { threadOwners } from './owners.js';
import { lockStreams } from './streams.js';
import { threadsById } from './threads.js';

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

/** From where somebody wants a compartment's stream. */
export interface PageAsked {
  readonly compartment: Id;
  readonly after: number;
  readonly persons: readonly Id[];
}

/** In the order in which they are asked for; where none of the persons is in, nothing. */
export async function streamPages(tx: Tx, asked: readonly PageAsked[], limit: number): Promise<StreamPage[]> {
  if (asked.length === 0) return [];
  const rows = await tx.rows<{ at: number; page: StreamPage }>(
    `select a.at, stream_page(a.compartment, a.after, $2, a.persons) as page
       from json_to_recordset($1) a (at int, compartment uuid, after bigint, persons uuid[])`,
    [JSON.stringify(asked.map((one, at) => ({ at, ...one }))), limit],
  );
  const pages = new Map(rows.map(({ at, page }) => [at, page]));
  return asked.map(({ after }, at) => {
    const page = pages.get(at);
    if (!page) return { epoch: '', head: after, through: after, more: false, events: [], groups: [] };
    return { ...page, events: page.events.map(written) };
  });
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

interface HeadRow {
  readonly person: Id;
  readonly epoch: string;
  readonly head: string;
}

export interface PersonHead {
  readonly epoch: string;
  readonly position: number;
}

/** Epoch and head of persons' own streams; a person nobody has told anything yet begins at 0. */
export async function personHeads(tx: Tx, persons: readonly Id[]): Promise<(person: Id) => PersonHead> {
  if (persons.length === 0) return () => nobodyTold;
  const rows = await tx.rows<HeadRow>('select person, epoch, head from person_heads($1)', [persons]);
  const heads = new Map(rows.map(({ person, epoch, head }) => [person, { epoch, position: Number(head) }]));
  return (person) => heads.get(person) ?? nobodyTold;
}

const nobodyTold: PersonHead = { epoch: 'new', position: 0 };

export const personHead = async (tx: Tx, person: Id): Promise<PersonHead> => (await personHeads(tx, [person]))(person);

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
  readonly person: Id;
  readonly thread: Id;
  readonly fromSeq: number;
}

const intoOpenThread = rowsInto('open_thread');

export const insertOpenThread = (tx: Tx, { id, session, person, thread, fromSeq }: OpenThread): void =>
  tx.later(intoOpenThread, {
    id,
    session,
    person,
    thread,
    from_seq: fromSeq,
    opened_at: tx.now,
    renewed_at: tx.now,
  });

/** What a thread is opened from. */
export interface Opening {
  /** Where its compartment's stream stands in this snapshot. */
  readonly position: number;
  /** The agency whose thread it is. */
  readonly owner: Id | null;
  /** Whether the reader's agency lets others see that its people are there. */
  readonly shown: boolean;
}

export async function openingOf(tx: Tx, thread: Id, compartment: Id, agency: Id): Promise<Opening> {
  const row = await tx.row<{ head: string; owner: Id | null; shown: boolean | null }>(
    `select next_seq - 1 as head, (select o.agency from thread_owners(array[$1::uuid]) o) as owner,
       (select a.presence from agency a where a.id = $3) as shown from compartment where id = $2`,
    [thread, compartment, agency],
  );
  return { position: Number(row?.head ?? 0), owner: row?.owner ?? null, shown: row?.shown ?? false };
}

const noOne = ['00000000-0000-7000-8000-000000000000'];

/** Asks of nothing what commits and frames ask for, so that this connection has planned it. */
export async function warmStreams(tx: Tx): Promise<void> {
  await lockStreams(tx, noOne, true);
  await threadsById(tx, noOne);
  await messagesById(tx, noOne);
  await textsOf(tx, noOne);
  await threadOwners(tx, noOne);
}
