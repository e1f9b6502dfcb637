import type { DatasetSuggestion, Id, MessageHeader, ThreadHeader } from '@liaison/contracts';
import { aliasNorm, type Digest } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { messagesById } from './messages.js';
import { containing } from './shares.js';
import { threadsById } from './threads.js';

/** Live shares of an operation in the reader's compartments. */
const mine = `share s join dataset d on d.id = s.dataset
  where s.operation = $1 and s.withdrawn_at is null and s.compartment = any(array(select my_compartments()))`;
const suggestion = `d.id as dataset, d.ref, d.originator, case when $2::uuid is null then null
  else bool_or(s.compartment = $2) end as here`;

/** Datasets whose reference, or an external reference that the reader may see, holds a text; the closest first. */
export const findByName = (
  tx: Tx,
  operation: Id,
  compartment: Id | null,
  text: string,
  limit: number,
): Promise<DatasetSuggestion[]> =>
  tx.rows(
    `select f.*, case when f.ref like $3 then 'reference' else 'alias' end as matched,
       case when f.ref like $3 then null else (select a.value from dataset_alias a where a.dataset = f.dataset and a.norm like $3
         and (a.open or a.agency = my_agency() or a.compartment in (select my_compartments())) order by a.value limit 1) end as alias
     from (select ${suggestion} from ${mine} and (s.ref like $3 or d.id in (select a.dataset from dataset_alias a
         where a.norm like $3 and (a.open or a.agency = my_agency() or a.compartment in (select my_compartments()))))
       group by d.id) f
     order by f.ref = $4 desc, f.ref like $3 desc, position($4 in f.ref), f.ref limit $5`,
    [operation, compartment, containing(aliasNorm(text)), aliasNorm(text), limit],
  );

/** Datasets that hold exactly this digest. */
export const findByDigest = (
  tx: Tx,
  operation: Id,
  compartment: Id | null,
  digest: Digest,
  limit: number,
): Promise<DatasetSuggestion[]> =>
  tx.rows(
    `with hit as materialized (select x.dataset from dataset_digest x where x.digest = decode($4, 'hex') and x.algorithm = $3)
     select ${suggestion}, 'digest' as matched, null as alias from ${mine} and s.dataset = any(array(select dataset from hit))
     group by d.id order by d.ref limit $5`,
    [operation, compartment, digest.algorithm, digest.hex, limit],
  );

const mostLinks = 500;

/** Messages that link a dataset, of those that are the reader's to see; the latest. */
export async function messagesLinking(tx: Tx, dataset: Id): Promise<MessageHeader[]> {
  const rows = await tx.rows<{ id: Id }>(
    `select id from message where datasets @> array[$1::uuid] and datasets <> '{}' and retracted_at is null
       and compartment in (select my_compartments())
       and base_ver <@ ((select my_windows()) ->> compartment::text)::int4multirange
     order by at desc, id desc limit $2`,
    [dataset, mostLinks],
  );
  return messagesById(
    tx,
    rows.map((row) => row.id),
  );
}

/** Threads about a dataset, and those that these messages are in. */
export async function threadsAbout(tx: Tx, dataset: Id, linking: readonly MessageHeader[]): Promise<ThreadHeader[]> {
  const about = await tx.rows<{ id: Id }>(
    'select id from thread where dataset = $1 and compartment in (select my_compartments())',
    [dataset],
  );
  return threadsById(tx, [...new Set([...about.map((row) => row.id), ...linking.map((message) => message.thread)])]);
}
