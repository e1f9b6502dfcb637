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

interface MessageRow {
  searched_to: Date | null;
  nr: number;
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

/** Where nothing was found it is said all the same how far back it was looked. */
type NoRow = Pick<MessageRow, 'searched_to'> & { id: null };

/** What was found of messages, and how far back it was looked where looking ended before the end. */
export interface MessageFinds {
  readonly finds: readonly Find[];
  readonly searchedTo: Instant | null;
}

/** Read through the reader's own policies, which pass each find a second time. */
const messageSearch = `select s.searched_to, f.* from find_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) s
  left join lateral (select i.nr, m.id, m.thread, m.compartment, k.operation, t.title, m.author, m.agency, m.version, m.at,
      case when m.folded or m.tlp = 'RED' or m.handling && '{H2,H3}' then null
        when $1 = '' then whole_words(v.text, left(v.text, 200))
        else whole_words(v.text, ts_headline('simple', v.text, (select search_query($1)),
          'StartSel="", StopSel="", MaxWords=30, MinWords=12')) end as excerpt
    from unnest(s.finds) with ordinality i (id, nr) join message m on m.id = i.id
      join message_version v on v.message = m.id and v.version = m.version
      join thread t on t.id = m.thread join compartment k on k.id = m.compartment) f on true
  order by f.nr`;

/** Messages by words, newest first, keyset on time and id. */
export async function searchMessages(
  tx: Tx,
  f: SearchFilter,
  from: SearchPlace | null,
  limit: number,
): Promise<MessageFinds> {
  const rows = await tx.rows<MessageRow | NoRow>(messageSearch, [
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
  ]);
  return {
    searchedTo: rows[0]?.searched_to?.toISOString() ?? null,
    finds: rows.flatMap((row) => (row.id === null ? [] : findOf(row))),
  };
}

const findOf = ({ nr: _, searched_to: __, agency, version, ...row }: MessageRow): Find => ({
  hit: { ...row, kind: 'message', dataset: null, at: row.at.toISOString() },
  owner: agency,
  // Of the words that were shown: none of a text that is opened one by one.
  version: row.excerpt === null ? null : version,
});

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
