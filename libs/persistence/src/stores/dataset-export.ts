import type { Id } from '@liaison/contracts';
import type { DatasetStatus } from '@liaison/domain';
import { holder } from '../holder.js';
import type { Tx } from '../tx.js';
import type { DatasetContent } from './datasets.js';

/** A dataset of the reader's own agency as its register shows it. */
export interface OwnDataset extends Omit<DatasetContent, 'marking'> {
  readonly id: Id;
  readonly ref: string;
  readonly version: number;
  /** Code of the origin agency. */
  readonly origin: string;
  readonly aliases: readonly { readonly scheme: string; readonly value: string }[];
  /** Of the work in each compartment of the reader's that has it. */
  readonly statuses: readonly DatasetStatus[];
  readonly digests: readonly { readonly algorithm: string; readonly hex: string }[];
}

const mostDigests = 100;

/** What the reader's agency decides on and the reader meets, by reference. */
export const ownDatasets = (tx: Tx, operation: Id, after: string, limit: number): Promise<OwnDataset[]> =>
  tx.rows(
    `select d.id, d.ref, d.version, o.code as origin, d.series, to_char(d.received_on, 'YYYY-MM-DD') as "receivedOn",
       d.images, d.videos, d.items, d.known, d.age, d.priority, d.icse_action as "icseAction", d.flags, d.note,
       (select coalesce(json_agg(json_build_object('scheme', a.scheme, 'value', a.value) order by a.scheme, a.value), '[]')
         from dataset_alias a where a.dataset = d.id and a.agency = my_agency()) as aliases,
       array(select s.status from share s where s.dataset = d.id and s.withdrawn_at is null
         and s.compartment in (select my_compartments())) as statuses,
       (select coalesce(json_agg(json_build_object('algorithm', x.algorithm, 'hex', encode(x.digest, 'hex'))), '[]')
         from (select algorithm, digest from dataset_digest where dataset = d.id order by algorithm, digest limit $4) x) as digests
     from dataset d join agency o on o.id = d.origin
     where d.operation = $1 and ${holder('d')} = my_agency()
       and exists (select from share s where s.dataset = d.id and s.compartment in (select my_compartments()))
       and d.ref > $2 order by d.ref limit $3`,
    [operation, after, limit, mostDigests],
  );
