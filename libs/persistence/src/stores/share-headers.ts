import type { AssessmentView, Id, ShareHeader } from '@liaison/contracts';
import type { Age, Confidence, DatasetStatus, Known, Likelihood, Priority } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

interface ShareRow extends MarkingColumns {
  id: Id;
  dataset: Id;
  operation: Id;
  compartment: Id;
  ref: string;
  version: number;
  withdrawn_by: Id | null;
  origin: Id;
  originator: Id;
  status: DatasetStatus;
  claimed_by: Id | null;
  assignee: Id | null;
  priority: Priority;
  known: Known;
  age: Age;
  images: number | null;
  videos: number | null;
  items: number | null;
  received: string | null;
}

/** A share with the dataset's own facts; after a withdrawal the dataset is not readable and its columns are null. */
export const shareColumns = `s.id, s.dataset, s.operation, s.compartment, s.ref, s.version, s.withdrawn_by, s.status,
  s.claimed_by, s.assignee, d.origin, d.originator, d.priority, d.known, d.age, d.images, d.videos, d.items,
  d.received_on::text as received, d.classification, d.tlp, d.pap, d.handling, d.h3_text`;

const select = `select ${shareColumns} from share s left join dataset d on d.id = s.dataset`;

export function shareHeaderOf(row: ShareRow): ShareHeader {
  const { id, dataset, operation, compartment, ref, version } = row;
  if (row.withdrawn_by !== null)
    return { id, dataset, operation, compartment, ref, version, withdrawnBy: row.withdrawn_by };
  return {
    id,
    dataset,
    operation,
    compartment,
    ref,
    version,
    withdrawnBy: null,
    origin: row.origin,
    originator: row.originator,
    status: row.status,
    claimedBy: row.claimed_by,
    assignee: row.assignee,
    priority: row.priority,
    known: row.known,
    age: row.age,
    marking: markingOf(row),
    images: row.images,
    videos: row.videos,
    items: row.items,
    receivedOn: row.received,
  };
}

export const sharesById = async (tx: Tx, ids: readonly Id[]): Promise<ShareHeader[]> =>
  ids.length === 0 ? [] : (await tx.rows<ShareRow>(`${select} where s.id = any($1::uuid[])`, [ids])).map(shareHeaderOf);

export const sharesOf = async (tx: Tx, compartment: Id): Promise<ShareHeader[]> =>
  (await tx.rows<ShareRow>(`${select} where s.compartment = $1 order by s.ref`, [compartment])).map(shareHeaderOf);

interface AssessmentRow {
  id: Id;
  share: Id;
  dataset: Id;
  compartment: Id;
  author: Id;
  agency: Id;
  kind: AssessmentView['kind'];
  country: string;
  likelihood: Likelihood;
  confidence: Confidence;
  note: string | null;
  at: Date;
  superseded_by: Id | null;
}

const assessmentOf = ({ superseded_by, at, ...row }: AssessmentRow): AssessmentView => ({
  ...row,
  at: at.toISOString(),
  supersededBy: superseded_by,
});

const assessments = `select id, share, dataset, compartment, author, agency, kind, country, likelihood, confidence, note, at,
  superseded_by from assessment`;

export const assessmentsById = async (tx: Tx, ids: readonly Id[]): Promise<AssessmentView[]> =>
  ids.length === 0
    ? []
    : (await tx.rows<AssessmentRow>(`${assessments} where id = any($1::uuid[]) order by at`, [ids])).map(assessmentOf);

export const assessmentsOf = async (tx: Tx, dataset: Id): Promise<AssessmentView[]> =>
  (await tx.rows<AssessmentRow>(`${assessments} where dataset = $1 order by at`, [dataset])).map(assessmentOf);
