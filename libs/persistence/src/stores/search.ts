import type { Id, Instant, SearchHit } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** The filters of a search; each narrows, none widens beyond what the reader may see. */
export interface SearchFilter {
  readonly words: string;
  readonly operation: Id | null;
  readonly compartment: Id | null;
  readonly author: Id | null;
  readonly agency: Id | null;
  readonly dataset: Id | null;
  readonly after: Instant | null;
  readonly before: Instant | null;
  readonly unread: boolean;
}

export interface SearchPlace {
  readonly at: Instant;
  readonly id: Id;
}

interface MessageHit {
  id: Id;
  thread: Id;
  compartment: Id;
  operation: Id;
  title: string;
  author: Id;
  at: Date;
  excerpt: string | null;
}

/** Messages by words, newest first, keyset on time and id. */
export async function searchMessages(
  tx: Tx,
  f: SearchFilter,
  from: SearchPlace | null,
  limit: number,
): Promise<SearchHit[]> {
  const rows = await tx.rows<MessageHit>(
    // Joined to the tables, so that their policies pass each find a second time.
    'select f.* from search_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) f join message m on m.id = f.id order by f.at desc, f.id desc',
    [
      f.words,
      f.operation,
      f.compartment,
      f.author,
      f.agency,
      f.dataset,
      f.after,
      f.before,
      f.unread,
      from?.at ?? null,
      from?.id ?? null,
      limit,
    ],
  );
  return rows.map((row) => ({ ...row, kind: 'message', dataset: null, at: row.at.toISOString() }));
}

export async function searchThreads(tx: Tx, f: SearchFilter, limit: number): Promise<SearchHit[]> {
  const rows = await tx.rows<
    Omit<MessageHit, 'thread' | 'author' | 'excerpt'> & { dataset: Id | null; started_by: Id }
  >('select f.* from search_threads($1, $2, $3, $4) f join thread t on t.id = f.id', [
    f.words,
    f.operation,
    f.compartment,
    limit,
  ]);
  return rows.map(({ started_by, ...row }) => ({
    ...row,
    kind: 'thread',
    thread: row.id,
    excerpt: null,
    author: started_by,
    at: row.at.toISOString(),
  }));
}

/** Datasets by reference, or by an external reference that the reader may see. */
export async function searchDatasets(tx: Tx, f: SearchFilter, limit: number): Promise<SearchHit[]> {
  const pattern = `%${f.words.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await tx.rows<{ dataset: Id; operation: Id; compartment: Id; ref: string; shared_at: Date }>(
    `select distinct on (s.ref, s.dataset) s.dataset, s.operation, s.compartment, s.ref, s.shared_at from share s
     where s.withdrawn_at is null and s.compartment in (select my_compartments()) and ($1::uuid is null or s.operation = $1) and ($2::uuid is null or s.compartment = $2)
       and (s.ref like $3 or s.dataset in (select a.dataset from dataset_alias a
         where upper(a.value) like $3 and (a.open or a.agency = my_agency() or a.compartment in (select my_compartments()))))
     order by s.ref, s.dataset, s.shared_at limit $4`,
    [f.operation, f.compartment, pattern, limit],
  );
  return rows.map((row) => ({
    kind: 'dataset',
    id: row.dataset,
    operation: row.operation,
    compartment: row.compartment,
    thread: null,
    dataset: row.dataset,
    title: row.ref,
    excerpt: null,
    author: null,
    at: row.shared_at.toISOString(),
  }));
}
