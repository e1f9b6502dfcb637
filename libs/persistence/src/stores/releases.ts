import type { Id, PersonRef } from '@liaison/contracts';
import type { Classification, CompartmentKind, Marking, ReleaseState } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

/** A release request as its reader sees it: dataset and holder are null for an asker who cannot see the dataset. */
export interface ReleaseRow {
  readonly id: Id;
  readonly operation: Id;
  readonly dataset: Id | null;
  readonly holder: Id | null;
  /** The reader answers by delegation. */
  readonly delegated: boolean;
  readonly ref: string;
  readonly compartment: Id;
  /** As it was asked; once granted, who got it. */
  readonly audience: readonly Id[];
  /** Who would get it now, for whoever may answer; null for everybody else and when it is answered. */
  readonly goesTo: readonly Id[] | null;
  readonly askedBy: Id;
  readonly askedAgency: Id;
  readonly reason: string;
  readonly state: ReleaseState;
  readonly conditions: string | null;
  readonly answeredBy: Id | null;
  readonly at: Date;
  readonly expiresAt: Date;
  /** Who took these steps, by name. */
  readonly people: readonly PersonRef[];
  readonly steps: readonly { readonly state: ReleaseState; readonly by: Id | null; readonly at: string }[];
}

/** The reader's side is asked for here as well as by the tables' policies. What has run out is over by the clock. */
const select = `select q.id, q.operation, t.dataset, t.holder, i_am_delegate(q.id) as delegated, q.ref, q.compartment, q.audience, q.asked_by as "askedBy",
    q.asked_agency as "askedAgency", q.reason, q.conditions,
    case when q.state = 'requested' and release_due(q.operation, q.at) <= app_now() then 'expired' else q.state end as state,
    release_due(q.operation, q.at) as "expiresAt", q.answered_by as "answeredBy", q.at,
    (select json_agg(json_build_object('state', s.state, 'by', s.by, 'at', s.at) order by s.n)
      from release_step s where s.request = q.id) as steps,
    (select p.audience from release_place(q.id) p where q.state = 'requested') as "goesTo",
    (select json_agg(p order by p.id) from people_of_release(q.id) p) as people
  from release_request q left join release_target t on t.request = q.id and (i_answer(q.id)
    or exists (select from share h where h.dataset = t.dataset and h.withdrawn_at is null
      and h.compartment in (select my_compartments())))
  where (q.asked_by = me() or i_answer(q.id)
    or q.asked_agency = my_agency() and q.compartment in (select my_compartments()))`;

export const findRelease = (tx: Tx, id: Id): Promise<ReleaseRow | null> =>
  tx.row<ReleaseRow>(`${select} and q.id = $1`, [id]);

/** Asked by the reader's side or of it, newest first; those before one of them. */
export const releasesOf = (tx: Tx, operation: Id, before: Id | null, limit: number): Promise<ReleaseRow[]> =>
  tx.rows<ReleaseRow>(
    `${select} and q.operation = $1 and ($2::uuid is null or (q.at, q.id) < (select x.at, x.id from release_request x
       where x.id = $2)) order by q.at desc, q.id desc limit $3`,
    [operation, before, limit],
  );

export const releasesOfDataset = (tx: Tx, dataset: Id): Promise<ReleaseRow[]> =>
  tx.rows<ReleaseRow>(`${select} and t.dataset = $1 order by q.at desc, q.id desc`, [dataset]);

/** Each of these answers whose streams have something new; the hint goes out, the list does not. */
async function told(tx: Tx, text: string, values: readonly unknown[] = []): Promise<number> {
  const people = await tx.rows<{ person: Id }>(text, values);
  for (const { person } of people) tx.touched.add(`person:${person}`);
  return people.length;
}

export interface ReleaseQuestion {
  readonly id: Id;
  readonly operation: Id;
  readonly reference: string;
  readonly compartment: Id;
  readonly reason: string;
}

/** The reader's own requests that wait for an answer, whether there is anybody to give one or not. */
export const openRequests = async (tx: Tx, operation: Id): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      `select count(*)::int as n from release_request q where q.operation = $1 and q.asked_by = me()
         and q.state = 'requested' and release_due(q.operation, q.at) > app_now()`,
      [operation],
    )
  )?.n ?? 0;

export const askRelease = (tx: Tx, q: ReleaseQuestion): Promise<number> =>
  told(tx, 'select ask_release($1, $2, $3, $4, $5) as person', [
    q.id,
    q.operation,
    q.reference,
    q.compartment,
    q.reason,
  ]);

/** Until the end of the transaction nobody joins the place; the first statement of an answer that gives. */
export const lockRelease = (tx: Tx, id: Id): Promise<unknown> => tx.rows('select lock_release($1)', [id]);

export const answerRelease = (
  tx: Tx,
  id: Id,
  state: ReleaseState,
  conditions: string | null,
  share: Id,
): Promise<number> => told(tx, 'select answer_release($1, $2, $3, $4) as person', [id, state, conditions, share]);

export const withdrawRelease = (tx: Tx, id: Id): Promise<number> =>
  told(tx, 'select withdraw_release($1) as person', [id]);

export const takeBackRelease = (tx: Tx, id: Id): Promise<number> =>
  told(tx, 'select take_back_release($1) as person', [id]);

/** Writes down one request that has run out; false when there is none. */
export const expireRelease = async (tx: Tx): Promise<boolean> =>
  (await told(tx, 'select expire_release() as person')) > 0;

/** What a coordinator has to know of a place in order to answer; rows only for who may answer. */
export interface ReleasePlace {
  readonly kind: CompartmentKind;
  readonly observed: boolean;
  readonly meetsOriginator: boolean;
  readonly floor: Marking;
  readonly ceiling: Classification;
  readonly audience: readonly Id[];
}

export async function releasePlace(tx: Tx, id: Id): Promise<ReleasePlace | null> {
  const row = await tx.row<Omit<ReleasePlace, 'floor'> & MarkingColumns>(
    `select kind, observed, meets_originator as "meetsOriginator", ceiling, audience, classification, tlp, pap,
       handling, h3_text from release_place($1)`,
    [id],
  );
  return (
    row && {
      kind: row.kind,
      observed: row.observed,
      meetsOriginator: row.meetsOriginator,
      ceiling: row.ceiling,
      audience: row.audience,
      floor: markingOf(row),
    }
  );
}

export async function releaseDataset(
  tx: Tx,
  id: Id,
): Promise<{ dataset: Id; originator: Id; version: number; marking: Marking } | null> {
  const row = await tx.row<{ dataset: Id; originator: Id; version: number } & MarkingColumns>(
    `select dataset, originator, version, classification, tlp, pap, handling, h3_text from release_dataset($1)`,
    [id],
  );
  return row && { dataset: row.dataset, originator: row.originator, version: row.version, marking: markingOf(row) };
}
