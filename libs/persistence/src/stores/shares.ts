import type { Id, ShareHeader } from '@liaison/contracts';
import type { DatasetStatus, Known, Priority } from '@liaison/domain';
import { holder } from '../holder.js';
import type { Tx } from '../tx.js';
import { isTold, shareHeaderOf, shareSelect, type ShareRow } from './share-headers.js';

/** What the grid is filtered by; null takes everything. */
export interface RegisterFilter {
  readonly operation: Id;
  readonly compartment: Id | null;
  readonly status: DatasetStatus | null;
  readonly origin: Id | null;
  readonly priority: Priority | null;
  readonly known: Known | null;
  /** Claimed by or assigned to this person. */
  readonly task: Id | null;
  /** With an assessment that stands about this country, of this kind if one is given. */
  readonly country: string | null;
  readonly assessed: 'likely_country' | 'not_country' | null;
  /** Part of a reference or of an external reference. */
  readonly text: string | null;
}

export interface RegisterPlace {
  readonly ref: string;
  readonly id: Id;
}

/** A page of the grid by keyset on reference and share. */
export async function registerPage(
  tx: Tx,
  filter: RegisterFilter,
  after: RegisterPlace | null,
  limit: number,
): Promise<ShareHeader[]> {
  const rows = await tx.rows<ShareRow>(
    // The page is found in the shares alone and only then joined, so that its cost does not grow with the register.
    `with page as materialized (select s.id from share s
       where s.operation = $1 and s.compartment = any(array(select my_compartments())) and ${isTold}
         and ($2::uuid is null or s.compartment = $2)
         and ($3::text is null or (s.status = $3 and s.withdrawn_at is null))
         and ($4::uuid is null and $5::text is null and $6::text is null or exists (select from dataset d
           where d.id = s.dataset and ($4 is null or d.origin = $4) and ($5 is null or d.priority = $5)
             and ($6 is null or d.known = $6)))
         and ($7::uuid is null or $7 in (s.claimed_by, s.assignee))
         and ($8::text is null or exists (select from assessment a where a.share = s.id and a.country = $8
           and a.superseded_by is null and ($9::text is null or a.kind = $9)))
         and ($10::text is null or s.ref like $10 or s.dataset in (select x.dataset from dataset_alias x
           where x.norm like $10 and (x.open or x.agency = my_agency() or x.compartment in (select my_compartments()))))
         and ($11::text is null or (s.ref, s.id) > ($11, $12::uuid))
       order by s.ref, s.id limit $13)
     ${shareSelect} where s.id in (select id from page) order by s.ref, s.id`,
    [
      filter.operation,
      filter.compartment,
      filter.status,
      filter.origin,
      filter.priority,
      filter.known,
      filter.task,
      filter.country,
      filter.assessed,
      filter.text && containing(filter.text),
      after?.ref ?? null,
      after?.id ?? null,
      limit,
    ],
  );
  return rows.map(shareHeaderOf);
}

/** A pattern for LIKE in which the person's own text means itself. References and external ones are kept upper-case. */
export const containing = (text: string): string => `%${text.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;

/** What a share's policy and its acts need to know, under the lock of its compartment. */
export interface ShareState {
  readonly id: Id;
  readonly dataset: Id;
  readonly compartment: Id;
  readonly ref: string;
  readonly home: boolean;
  readonly status: DatasetStatus;
  readonly claimedBy: Id | null;
  readonly assignee: Id | null;
  readonly version: number;
  readonly withdrawnBy: Id | null;
  readonly frozenBy: Id | null;
  /** The agency that decides on the dataset now; null once nobody here may know it. */
  readonly holder: Id | null;
}

const state = `select s.id, s.dataset, s.compartment, s.ref, s.home, s.status, s.claimed_by as "claimedBy", s.assignee,
    s.version, s.withdrawn_by as "withdrawnBy", s.frozen_by as "frozenBy",
    ${holder('d')} as holder
  from share s left join dataset d on d.id = s.dataset`;

export const findShare = (tx: Tx, compartment: Id, id: Id): Promise<ShareState | null> =>
  tx.row<ShareState>(`${state} where s.id = $2 and s.compartment = $1`, [compartment, id]);

export const findShareOf = (tx: Tx, compartment: Id, dataset: Id): Promise<ShareState | null> =>
  tx.row<ShareState>(`${state} where s.dataset = $2 and s.compartment = $1`, [compartment, dataset]);

export interface NewShare {
  readonly id: Id;
  readonly dataset: Id;
  readonly operation: Id;
  readonly compartment: Id;
  readonly ref: string;
  readonly home: boolean;
  readonly status: DatasetStatus;
  readonly sharedBy: Id;
}

export const insertShares = (tx: Tx, shares: readonly NewShare[]): Promise<number> =>
  tx.run(
    `insert into share select r.id, r.dataset, r.operation, r.compartment, r.ref, r.home, r.status, null, null,
       r."sharedBy", app_now(), 1, null, null
     from jsonb_to_recordset($1::jsonb) as r (id uuid, dataset uuid, operation uuid, compartment uuid, ref text,
       home boolean, status text, "sharedBy" uuid)`,
    [JSON.stringify(shares)],
  );

/** Brings a withdrawn share back to its audience; its work begins anew. */
export const reviveShare = (tx: Tx, id: Id, by: Id): Promise<number> =>
  tx.run(
    `update share set withdrawn_at = null, withdrawn_by = null, shared_by = $2, shared_at = app_now(), version = version + 1
     where id = $1 and withdrawn_at is not null`,
    [id, by],
  );

export const withdrawShare = (tx: Tx, id: Id, by: Id): Promise<number> =>
  tx.run(
    `update share set withdrawn_at = app_now(), withdrawn_by = $2, claimed_by = null, assignee = null,
       frozen_by = null, version = version + 1 where id = $1 and withdrawn_at is null`,
    [id, by],
  );

export const changeShare = (
  tx: Tx,
  id: Id,
  change: { readonly status: DatasetStatus; readonly claimedBy: Id | null; readonly assignee: Id | null },
): Promise<number> =>
  tx.run('update share set status = $2, claimed_by = $3, assignee = $4, version = version + 1 where id = $1', [
    id,
    change.status,
    change.claimedBy,
    change.assignee,
  ]);

/** Freezes the threads about a dataset in a compartment, or thaws those that this agency froze. */
export async function freezeThreads(tx: Tx, compartment: Id, dataset: Id, by: Id): Promise<Id[]> {
  const rows = await tx.rows<{ id: Id }>(
    `update thread set frozen_by = $3, version = version + 1
     where compartment = $1 and dataset = $2 and frozen_by is null returning id`,
    [compartment, dataset, by],
  );
  return rows.map((row) => row.id);
}

export async function thawThreads(tx: Tx, compartment: Id, dataset: Id, by: Id): Promise<Id[]> {
  const rows = await tx.rows<{ id: Id }>(
    `update thread set frozen_by = null, version = version + 1
     where compartment = $1 and dataset = $2 and frozen_by = $3 returning id`,
    [compartment, dataset, by],
  );
  return rows.map((row) => row.id);
}

/** Who sees a dataset, in those of its compartments that the reader is in. */
export const seenBy = (tx: Tx, dataset: Id): Promise<{ compartment: Id; agencies: Id[]; people: number }[]> =>
  tx.rows(
    `select s.compartment, array(select distinct x.agency from side x where x.compartment = s.compartment
         and x.ver_to is null and x.usable order by x.agency) as agencies,
       (select count(*)::int from readers_of(s.compartment)) as people
     from share s where s.dataset = $1 and s.withdrawn_at is null and s.compartment in (select my_compartments())
     order by s.compartment`,
    [dataset],
  );

/** True for a reader of the compartment whose role lets them work there. */
export const isWriterIn = async (tx: Tx, compartment: Id, person: Id): Promise<boolean> =>
  (await tx.row(
    `select 1 from member m join compartment c on c.operation = m.operation and c.id = $1
     where m.person = $2 and m.role <> 'observer' and m.ended_at is null
       and (m.until_at is null or m.until_at > app_now()) and m.person in (select readers_of($1))`,
    [compartment, person],
  )) !== null;
