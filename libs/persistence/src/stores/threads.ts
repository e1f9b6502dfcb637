import type { Id, ThreadHeader, ThreadMine } from '@liaison/contracts';
import type { ThreadState } from '@liaison/domain';
import { type RowsInto, type Tx } from '../tx.js';
import { mentions } from './messages.js';

export interface ThreadRow {
  id: Id;
  compartment: Id;
  title: string;
  dataset: Id | null;
  state: ThreadState;
  version: number;
  started_by: Id;
  started_at: Date;
  last_seq: string;
  last_at: Date;
  continues: Id | null;
  frozen_by: Id | null;
}

/** The thread it continues is named to who may see that one: also to who came later, and was not asked about then. */
export const threadColumns = `t.id, t.compartment, t.title, t.dataset, t.state, t.version, t.started_by, t.started_at, t.last_seq,
    t.last_at, t.frozen_by, case when exists (select from thread o where o.id = t.continues
      and o.compartment in (select my_compartments())) then t.continues end as continues`;
const select = `select ${threadColumns} from thread t`;

/** One that froze before the reader came is not there for them; asked here as well as by the table's policy. */
export const isThreadTold = '(t.frozen_by is null or knows_end(t.compartment, t.frozen_ver, t.frozen_by))';

export const threadHeaderOf = (row: ThreadRow): ThreadHeader => ({
  id: row.id,
  compartment: row.compartment,
  title: row.title,
  dataset: row.dataset,
  state: row.state,
  version: row.version,
  startedBy: row.started_by,
  startedAt: row.started_at.toISOString(),
  lastSeq: Number(row.last_seq),
  lastAt: row.last_at.toISOString(),
  continues: row.continues,
  frozenBy: row.frozen_by,
});

const thread = `${select} where t.id = $1 and ${isThreadTold}`;

/**
 * A thread wherever the reader meets it, or null. Where several act together it is read once for all of them, but for
 * what is not told to everybody alike: an end, a source, and that there is none.
 */
export async function findThread(tx: Tx, id: Id): Promise<ThreadHeader | null> {
  const [shared] = await tx.once<ThreadRow>(`thread ${id}`, thread, [id]);
  if (shared?.frozen_by === null && shared.continues === null) return threadHeaderOf(shared);
  const [own] = await tx.once<ThreadRow>(`thread ${id} ${tx.person ?? ''}`, thread, [id], tx.person);
  return own ? threadHeaderOf(own) : null;
}

export const threadsOf = async (tx: Tx, compartment: Id): Promise<ThreadHeader[]> =>
  (
    await tx.rows<ThreadRow>(`${select} where t.compartment = $1 and ${isThreadTold} order by t.last_at desc, t.id`, [
      compartment,
    ])
  ).map(threadHeaderOf);

export const threadsById = async (tx: Tx, ids: readonly Id[]): Promise<ThreadHeader[]> =>
  ids.length === 0
    ? []
    : (await tx.rows<ThreadRow>(`${select} where t.id = any($1::uuid[]) and ${isThreadTold}`, [ids])).map(
        threadHeaderOf,
      );

export const insertThread = (tx: Tx, thread: ThreadHeader): Promise<number> =>
  tx.run('insert into thread values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)', [
    thread.id,
    thread.compartment,
    thread.title,
    thread.dataset,
    thread.state,
    thread.version,
    thread.startedBy,
    thread.startedAt,
    thread.lastSeq,
    thread.lastAt,
    thread.continues,
    thread.frozenBy,
  ]);

/** Writes title and state as the next version. */
export const changeThread = (
  tx: Tx,
  id: Id,
  change: { title: string; state: ThreadState; version: number },
): Promise<number> =>
  tx.run('update thread set title = $2, state = $3, version = $4 where id = $1', [
    id,
    change.title,
    change.state,
    change.version,
  ]);

const movedOn: RowsInto = {
  text: `update thread t set last_seq = m.seq, last_at = app_now()
    from (select id, max(seq) as seq from json_to_recordset($1) r (id uuid, seq bigint) group by id) m where t.id = m.id`,
};

export const moveThreadOn = (tx: Tx, id: Id, seq: number): void => tx.later(movedOn, { id, seq });

export const insertDecision = (
  tx: Tx,
  thread: ThreadHeader,
  memberVer: number,
  author: Id,
  text: string,
): Promise<number> =>
  tx.run('insert into thread_decision values ($1, $2, $3, $4, $5, $6, app_now())', [
    thread.id,
    thread.version,
    thread.compartment,
    memberVer,
    author,
    text,
  ]);

export const lastDecision = (tx: Tx, thread: Id): Promise<{ author: Id; text: string; at: Date } | null> =>
  tx.row('select author, text, at from thread_decision where thread = $1 order by version desc limit 1', [thread]);

/** So many of the newest messages are looked at for what is unread: who has more is told as many. */
const mostUnread = 1_000;

const isUnread = 'm.author <> $1 and m.retracted_at is null and m.at >= p.from_at';

/** What a compartment's threads have in common is asked once: as what the person is in it, and where it begins for them. */
const mineWhere = (condition: string): string => `
  with place as materialized (
    select k.id, k.next_seq, readable_from(k.id) as readable_from, seat.* from compartment k
      left join lateral (select s.from_at, s.role, s.agency from member s where s.operation = k.operation and s.person = $1 and s.ended_at is null
        and (s.until_at is null or s.until_at > app_now()) order by s.from_at limit 1) seat on true
    where k.id in (select t.compartment from thread t where ${condition}))
  select t.id as thread, coalesce(c.seq, 0) as read_seq, f.mode, u.unread::int as unread, n.mentions::int as mentions,
    p.next_seq - 1 as as_of
  from thread t join place p on p.id = t.compartment
    left join read_cursor c on c.thread = t.id and c.person = $1
    left join thread_follow f on f.thread = t.id and f.person = $1
    left join lateral (select count(*) as unread from (select m.author, m.at, m.retracted_at from message m
      where m.thread = t.id and m.seq > coalesce(c.seq, 0) and m.seq >= p.readable_from
      order by m.seq desc limit ${mostUnread}) m where ${isUnread}) u on true
    left join lateral (select count(*) as mentions from message m
      where m.thread = t.id and m.seq > coalesce(c.seq, 0) and ${mentions('m')} and ${isUnread}
        and ($1 = any(m.mentioned_people) or p.agency = any(m.mentioned_agencies) or p.role = any(m.mentioned_roles))) n on true
  where ${condition} and ${isThreadTold}`;

/**
 * Read marks, unread and mention counts of one person. Own and retracted messages are not unread, nor is what was said
 * before the person came.
 */
export async function mineOf(
  tx: Tx,
  person: Id,
  where: { compartment: Id } | { threads: readonly Id[] },
): Promise<ThreadMine[]> {
  const [condition, value] =
    'compartment' in where ? ['t.compartment = $2', where.compartment] : ['t.id = any($2::uuid[])', where.threads];
  const rows = await tx.rows<{
    thread: Id;
    read_seq: string;
    mode: 'follow' | 'mute' | null;
    unread: number;
    mentions: number;
    as_of: string;
  }>(mineWhere(condition), [person, value]);
  return rows.map((row) => ({
    thread: row.thread,
    readSeq: Number(row.read_seq),
    unread: row.unread,
    mentions: row.mentions,
    asOf: Number(row.as_of),
    follow: row.mode ?? 'none',
  }));
}

/** Moves read marks forward; they never go back. */
export const moveCursors = (
  tx: Tx,
  person: Id,
  marks: readonly { readonly thread: Id; readonly seq: number }[],
): Promise<number> =>
  tx.run(
    `insert into read_cursor select $1, m.thread, m.seq from unnest($2::uuid[], $3::bigint[]) m (thread, seq)
     on conflict (person, thread) do update set seq = greatest(read_cursor.seq, excluded.seq)`,
    [person, marks.map((mark) => mark.thread), marks.map((mark) => mark.seq)],
  );

export const setFollow = (tx: Tx, person: Id, thread: Id, mode: 'follow' | 'mute'): Promise<number> =>
  tx.run(
    'insert into thread_follow values ($1, $2, $3) on conflict (person, thread) do update set mode = excluded.mode',
    [person, thread, mode],
  );

export const clearFollow = (tx: Tx, person: Id, thread: Id): Promise<number> =>
  tx.run('delete from thread_follow where person = $1 and thread = $2', [person, thread]);
