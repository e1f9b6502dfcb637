import type { Id, MentionSet, MessageHeader, MessageText } from '@liaison/contracts';
import { isFetchedAlone, type Marking, type RetractReason } from '@liaison/domain';
import { rowsInto, type Tx } from '../tx.js';
import { markingColumnsOf, markingOf, markingValues, type MarkingColumns } from './marking.js';
import { wordsOf } from './message-words.js';

interface MessageRow extends MarkingColumns {
  id: Id;
  compartment: Id;
  thread: Id;
  seq: string;
  base_ver: number;
  author: Id;
  agency: Id;
  at: Date;
  version: number;
  retracted_at: Date | null;
  retract_reason: RetractReason | null;
  folded: boolean;
  language: string;
  quotes: Id | null;
  mentioned_people: Id[];
  mentioned_roles: string[];
  mentioned_agencies: Id[];
  datasets: Id[];
  ack_due_at: Date | null;
  ack_asked: Id[];
  acks: { person: Id; at: string }[];
}

/** Of a message that names anybody: as the index of those has it, since most name nobody. */
export const mentions = (m: string): string =>
  `(${m}.mentioned_people <> '{}' or ${m}.mentioned_roles <> '{}' or ${m}.mentioned_agencies <> '{}')`;

/** What nobody was asked to acknowledge, nobody has. */
const columns = `m.*, case when m.ack_due_at is null then '[]' else coalesce((select json_agg(json_build_object('person', a.person,
  'at', a.at) order by a.at) from acknowledgement a where a.message = m.id), '[]') end as acks`;
const select = `select ${columns} from message m`;

const headerOf = (row: MessageRow): MessageHeader => ({
  id: row.id,
  compartment: row.compartment,
  thread: row.thread,
  seq: Number(row.seq),
  author: row.author,
  agency: row.agency,
  at: row.at.toISOString(),
  version: row.version,
  retracted:
    row.retracted_at && row.retract_reason ? { at: row.retracted_at.toISOString(), reason: row.retract_reason } : null,
  marking: markingOf(row),
  alone: row.folded || isFetchedAlone(markingOf(row)),
  language: row.language,
  quotes: row.quotes,
  mentions: { people: row.mentioned_people, roles: row.mentioned_roles, agencies: row.mentioned_agencies },
  datasets: row.datasets,
  acknowledgement: row.ack_due_at && {
    dueAt: row.ack_due_at.toISOString(),
    asked: row.ack_asked,
    done: row.acks.map((ack) => ({ person: ack.person, at: new Date(ack.at).toISOString() })),
  },
});

export const messagesById = async (tx: Tx, ids: readonly Id[]): Promise<MessageHeader[]> =>
  ids.length === 0
    ? []
    : (await tx.rows<MessageRow>(`${select} where m.id = any($1::uuid[]) order by m.seq`, [ids])).map(headerOf);

/** A message with the version its compartment had when it was born. */
export type BornMessage = MessageHeader & { readonly baseVer: number };

const bornOf = (row: MessageRow): BornMessage => ({ ...headerOf(row), baseVer: row.base_ver });

/** A message of a page, with its words where they are still there. */
export type PagedMessage = BornMessage & { readonly words: MessageText | null };

interface PagedRow extends MessageRow {
  text: string | null;
  content_note: string | null;
}

const page = `select ${columns}, v.text, v.content_note from message m
  left join message_version v on v.message = m.id and v.version = m.version where m.thread = $1`;

/**
 * Pages of a thread by keyset on the number: the last before one, or the first from one on. From where on the reader may
 * read is said as well: looking for what is not theirs has an end there.
 */
export async function pageOf(
  tx: Tx,
  thread: Id,
  { from, before }: { readonly from: number; readonly before?: number },
  limit: number,
): Promise<PagedMessage[]> {
  const rows =
    before === undefined
      ? await tx.rows<PagedRow>(`${page} and m.seq >= $2 order by m.seq limit $3`, [thread, from, limit])
      : await tx.rows<PagedRow>(`${page} and m.seq >= $2 and m.seq < $4 order by m.seq desc limit $3`, [
          thread,
          from,
          limit,
          before,
        ]);
  const messages = rows.map(pagedOf);
  return before === undefined ? messages : messages.reverse();
}

const pagedOf = (row: PagedRow): PagedMessage => ({
  ...bornOf(row),
  words: row.text === null ? null : wordsOf({ ...row, message: row.id, text: row.text }, false),
});

/** A message with the version its object was born under, for the events that follow it; null outside the reader's windows. */
export async function findMessage(tx: Tx, id: Id): Promise<BornMessage | null> {
  const row = await tx.row<MessageRow>(`${select} where m.id = $1`, [id]);
  return row && bornOf(row);
}

export interface NewMessage {
  readonly id: Id;
  readonly compartment: Id;
  readonly thread: Id;
  readonly seq: number;
  readonly baseVer: number;
  readonly author: Id;
  readonly agency: Id;
  readonly marking: Marking;
  readonly folded: boolean;
  readonly language: string;
  readonly quotes: Id | null;
  readonly mentions: MentionSet;
  readonly datasets: readonly Id[];
  readonly ackDueAt: string | null;
  readonly ackAsked: readonly Id[];
}

const intoMessage = rowsInto('message');

export const insertMessage = (tx: Tx, m: NewMessage): void =>
  tx.later(intoMessage, {
    id: m.id,
    compartment: m.compartment,
    thread: m.thread,
    seq: m.seq,
    base_ver: m.baseVer,
    author: m.author,
    agency: m.agency,
    at: tx.now,
    version: 1,
    ...markingColumnsOf(m.marking),
    folded: m.folded,
    language: m.language,
    quotes: m.quotes,
    mentioned_people: m.mentions.people,
    mentioned_roles: m.mentions.roles,
    mentioned_agencies: m.mentions.agencies,
    datasets: m.datasets,
    ack_due_at: m.ackDueAt,
    ack_asked: m.ackAsked,
  });

/** A new version's header fields; the words are a row of their own. */
export const changeMessage = (
  tx: Tx,
  id: Id,
  change: { version: number; folded: boolean; mentions: MentionSet; datasets: readonly Id[] },
): Promise<number> =>
  tx.run(
    `update message set version = $2, folded = $3, mentioned_people = $4, mentioned_roles = $5, mentioned_agencies = $6,
       datasets = $7 where id = $1`,
    [
      id,
      change.version,
      change.folded,
      change.mentions.people,
      change.mentions.roles,
      change.mentions.agencies,
      change.datasets,
    ],
  );

export const changeMarking = (tx: Tx, id: Id, marking: Marking): Promise<number> =>
  tx.run('update message set classification = $2, tlp = $3, pap = $4, handling = $5, h3_text = $6 where id = $1', [
    id,
    ...markingValues(marking),
  ]);

/** From this commit on nobody reads its words, by whatever door. */
export async function retract(tx: Tx, id: Id, reason: RetractReason): Promise<void> {
  await tx.run('select withhold($1)', [id]);
  await tx.run('update message set retracted_at = app_now(), retract_reason = $2 where id = $1', [id, reason]);
}

export const insertAcknowledgement = (
  tx: Tx,
  message: { id: Id; compartment: Id; baseVer: number },
  person: Id,
): Promise<number> =>
  tx.run('insert into acknowledgement values ($1, $2, $3, $4, app_now()) on conflict do nothing', [
    message.id,
    person,
    message.compartment,
    message.baseVer,
  ]);

/** Names in a text that mean somebody of this compartment; every other name stays plain text. */
export async function mentionsIn(
  tx: Tx,
  compartment: Id,
  names: readonly string[],
): Promise<Pick<MentionSet, 'people' | 'agencies'>> {
  if (names.length === 0) return { people: [], agencies: [] };
  const agencies = await tx.rows<{ id: Id }>(
    `select distinct a.id from agency a join side s on s.agency = a.id and s.compartment = $1 and s.ver_to is null
     where a.code = any($2::text[])`,
    [compartment, names],
  );
  const people = await tx.rows<{ id: Id }>(
    `select p.id from person p join agency a on a.id = p.agency
     where a.code || '/' || p.handle = any($2::text[]) and p.id in (select readers_of($1))`,
    [compartment, names],
  );
  return { people: people.map((p) => p.id), agencies: agencies.map((a) => a.id) };
}

export const readersOf = async (tx: Tx, compartment: Id): Promise<Id[]> =>
  (await tx.rows<{ person: Id }>('select readers_of($1) as person order by 1', [compartment])).map((row) => row.person);
