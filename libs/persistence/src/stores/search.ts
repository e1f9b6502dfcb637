import type { Id, Instant, SearchHit } from '@liaison/contracts';
import { aliasNorm, readDigest } from '@liaison/domain';
import { holder } from '../holder.js';
import type { Tx } from '../tx.js';
import { containing } from './shares.js';

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

/** What was found, and whose it is: for the answer and for its record. */
export interface Find {
  readonly hit: SearchHit;
  readonly owner: Id | null;
  readonly version: number | null;
}

interface MessageHit {
  id: Id;
  thread: Id;
  compartment: Id;
  operation: Id;
  title: string;
  author: Id;
  agency: Id;
  version: number;
  at: Date;
  excerpt: string | null;
}

/** Messages by words, newest first, keyset on time and id. */
export async function searchMessages(
  tx: Tx,
  f: SearchFilter,
  from: SearchPlace | null,
  limit: number,
): Promise<Find[]> {
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
  return rows.map(({ agency, version, ...row }) => ({
    hit: { ...row, kind: 'message', dataset: null, at: row.at.toISOString() },
    owner: agency,
    // Of the words that were shown: none of a text that is opened one by one.
    version: row.excerpt === null ? null : version,
  }));
}

interface ThreadHit {
  id: Id;
  compartment: Id;
  operation: Id;
  title: string;
  dataset: Id | null;
  started_by: Id;
  version: number;
  at: Date;
  owner: Id | null;
}

/** Threads by title, or all those about one dataset. */
export async function searchThreads(tx: Tx, f: SearchFilter, limit: number): Promise<Find[]> {
  const rows = await tx.rows<ThreadHit>(
    `select f.*, o.agency as owner from search_threads($1, $2, $3, $4, $5) f join thread t on t.id = f.id
       left join thread_owners(array[f.id]) o on true`,
    [f.words, f.operation, f.compartment, f.dataset, limit],
  );
  return rows.map(({ started_by, owner, version, at, ...row }) => ({
    hit: { ...row, kind: 'thread', thread: row.id, excerpt: null, author: started_by, at: at.toISOString() },
    owner,
    version,
  }));
}

const datasetSearch = `select distinct on (s.ref, s.dataset) s.dataset, s.operation, s.compartment, s.ref, s.shared_at, d.version,
       ${holder('d')} as holder
     from share s join dataset d on d.id = s.dataset
     where s.withdrawn_at is null and s.compartment in (select my_compartments()) and ($1::uuid is null or s.operation = $1) and ($2::uuid is null or s.compartment = $2)
       and (s.ref like $3 or upper(d.series) like $3 or s.dataset in (select a.dataset from dataset_alias a
         where a.norm like $4 and (a.open or a.agency = my_agency() or a.compartment in (select my_compartments())))
         or s.dataset in (select x.dataset from dataset_digest x where x.algorithm = $5 and x.digest = decode($6, 'hex')))
     order by s.ref, s.dataset, s.shared_at limit $7`;

/** Datasets by reference or series, by an external reference that the reader may see, or by exactly this digest. */
export async function searchDatasets(tx: Tx, f: SearchFilter, limit: number): Promise<Find[]> {
  const digest = readDigest(f.words);
  const rows = await tx.rows<{
    dataset: Id;
    operation: Id;
    compartment: Id;
    ref: string;
    shared_at: Date;
    holder: Id;
    version: number;
  }>(datasetSearch, [
    f.operation,
    f.compartment,
    containing(f.words),
    containing(aliasNorm(f.words)),
    digest?.algorithm ?? null,
    digest?.hex ?? '',
    limit,
  ]);
  return rows.map((row) => ({
    hit: {
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
    },
    owner: row.holder,
    version: row.version,
  }));
}
