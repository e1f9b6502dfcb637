import type { AssessmentView, Id, ShareHeader } from '@liaison/contracts';
import { highest, type Age, type DatasetStatus, type Known, type Priority } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

export interface ShareRow extends MarkingColumns {
  id: Id;
  dataset: Id;
  operation: Id;
  compartment: Id;
  ref: string;
  version: number;
  status: DatasetStatus;
  claimed_by: Id | null;
  assignee: Id | null;
  withdrawn_by: Id | null;
  frozen_by: Id | null;
  origin: Id;
  originator: Id;
  priority: Priority;
  known: Known;
  age: Age;
  images: number | null;
  videos: number | null;
  items: number | null;
  received_on: string | null;
  floor: MarkingColumns;
}

/** A share with its dataset, joined loosely: after a withdrawal the dataset is nobody's here to see. */
export const shareSelect = `select s.id, s.dataset, s.operation, s.compartment, s.ref, s.version, s.status, s.claimed_by,
    s.assignee, s.withdrawn_by, s.frozen_by, d.origin, d.originator, d.priority, d.known, d.age, d.images, d.videos, d.items,
    to_char(d.received_on, 'YYYY-MM-DD') as received_on, d.classification, d.tlp, d.pap, d.handling, d.h3_text,
    json_build_object('classification', c.classification, 'tlp', c.tlp, 'pap', c.pap, 'handling', c.handling,
      'h3_text', c.h3_text) as floor
  from share s join compartment c on c.id = s.compartment left join dataset d on d.id = s.dataset`;

/** One that ended before the reader came is not there for them; asked here as well as by the table's policy. */
export const isTold = `(s.withdrawn_at is null or knows_end(s.compartment, s.ended_ver, s.withdrawn_by))`;

export function shareHeaderOf(row: ShareRow): ShareHeader {
  const { id, dataset, operation, compartment, ref, version } = row;
  const place = { id, dataset, operation, compartment, ref, version };
  if (row.withdrawn_by !== null) return { ...place, withdrawnBy: row.withdrawn_by };
  return {
    ...place,
    withdrawnBy: null,
    frozenBy: row.frozen_by,
    origin: row.origin,
    originator: row.originator,
    status: row.status,
    claimedBy: row.claimed_by,
    assignee: row.assignee,
    priority: row.priority,
    known: row.known,
    age: row.age,
    // In a compartment that is marked higher, a dataset stands under that marking.
    marking: highest(markingOf(row), markingOf(row.floor)),
    images: row.images,
    videos: row.videos,
    items: row.items,
    receivedOn: row.received_on,
  };
}

/** Shares as the reader meets them. */
export const sharesById = async (tx: Tx, ids: readonly Id[]): Promise<ShareHeader[]> =>
  ids.length === 0
    ? []
    : (
        await tx.rows<ShareRow>(`${shareSelect} where s.id = any($1::uuid[]) and ${isTold} order by s.ref, s.id`, [ids])
      ).map(shareHeaderOf);

/** The register of one compartment. */
export const sharesOf = async (tx: Tx, compartment: Id): Promise<ShareHeader[]> =>
  (
    await tx.rows<ShareRow>(`${shareSelect} where s.compartment = $1 and ${isTold} order by s.ref, s.id`, [compartment])
  ).map(shareHeaderOf);

/** One for each compartment in which the reader meets the dataset. */
export const sharesOfDataset = async (tx: Tx, dataset: Id): Promise<ShareHeader[]> =>
  (
    await tx.rows<ShareRow>(
      `${shareSelect} where s.dataset = $1 and s.compartment in (select my_compartments()) and ${isTold}
         order by s.home desc, s.shared_at, s.id`,
      [dataset],
    )
  ).map(shareHeaderOf);

interface AssessmentRow extends Omit<AssessmentView, 'at' | 'supersededBy'> {
  at: Date;
  superseded_by: Id | null;
}

const assessmentOf = ({ at, superseded_by, ...row }: AssessmentRow): AssessmentView => ({
  ...row,
  at: at.toISOString(),
  supersededBy: superseded_by,
});

export const assessmentsOfDataset = async (tx: Tx, dataset: Id): Promise<AssessmentView[]> =>
  (
    await tx.rows<AssessmentRow>(
      // The reader's windows, asked here as well as by the table's policy.
      `select id, share, dataset, compartment, author, agency, kind, country, likelihood, confidence, note, at, superseded_by
         from assessment where dataset = $1 and compartment in (select my_compartments())
         and base_ver <@ ((select my_windows()) ->> compartment::text)::int4multirange
         and (author = me() or share in (select s.id from share s where s.withdrawn_at is null)) order by at, id`,
      [dataset],
    )
  ).map(assessmentOf);
