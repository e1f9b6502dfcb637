import type { AccessRecord } from '@liaison/access-record';
import type { OpenedCheckpoint } from '@liaison/transparency-log';
import type { Fault } from './fault.js';
import type { Names } from './names.js';
import type { Request } from './request.js';

/**
 * `clean` nothing is doubtful · `unconfirmed` all of it holds together, but whose keys these are only the extract itself
 * says · `refused` there are faults.
 */
export type Outcome = 'clean' | 'unconfirmed' | 'refused';

/** One record, with what was found wrong with it. */
export interface ReportedRecord {
  /** In the extract's scope. */
  readonly n: number;
  /** Place in the tree, where the record was found there. */
  readonly entry: number | null;
  readonly record: AccessRecord | null;
  /** Values by their fields; each is one that the record holds, unless it has a fault. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  /** Fields of it that the agency could see and that were erased, as the extract's own record says; all that it has where none is left. */
  readonly erased: number;
}

/** What is said of all it holds, above the records. */
export const recordsIn = ({ outcome, records, around }: Report): string =>
  `${records.length} in the range; ${around} around it${outcome === 'refused' ? '' : ' show that none is missing'}`;

export interface Report {
  readonly outcome: Outcome;
  /** All of them, those of single records too. */
  readonly faults: readonly Fault[];
  /** Public keys of the log by which it was checked, as the enclosed policy names them. */
  readonly keys: readonly string[];
  readonly head: OpenedCheckpoint | null;
  readonly request: Request | null;
  readonly names: Names;
  /** Of the range; those around it only show that none is missing. */
  readonly records: readonly ReportedRecord[];
  readonly around: number;
}
