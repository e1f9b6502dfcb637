import type { AnomalyKind, AnomalyState } from '@liaison/domain';
import type { LogFilters } from './access-log.js';
import type { AgencyRef, PersonRef } from './identity.js';
import type { Day, Id, Instant } from './resource.js';

/** A question that an auditor keeps: theirs alone. `GET|POST log/queries`, `DELETE log/queries/:id`. At most 50. */
export interface SavedLogQuery {
  readonly id: Id;
  readonly name: string;
  readonly filters: LogFilters;
  /** In place of `from` and `to`: so many hours back from whenever it is asked. */
  readonly withinHours: number | null;
  readonly at: Instant;
}

export type NewSavedLogQuery = Pick<SavedLogQuery, 'name' | 'filters'> & { readonly withinHours?: number };

/**
 * `GET log/anomalies?from&to`: days, at most 92, else the last seven. What stands out among the own people (oversight: all
 * of its operations), computed when asked.
 */
export interface AnomaliesView {
  readonly from: Day;
  readonly to: Day;
  /** Newest first. */
  readonly items: readonly AnomalyView[];
  /** What could not be looked for, of which agencies (their codes) and why: they have not stated their hours. */
  readonly notLookedFor: readonly {
    readonly kind: AnomalyKind;
    readonly agencies: readonly string[];
    readonly why: string;
  }[];
}

export interface AnomalyView {
  /** `kind/person/day`: the address for `POST log/anomalies/:kind/:person/:day`. */
  readonly kind: AnomalyKind;
  readonly person: PersonRef;
  /** In the agency's time zone. */
  readonly day: Day;
  /** One or two sentences with the figures in them. */
  readonly explanation: string;
  readonly count: number;
  readonly state: AnomalyState;
  /** Every answer given, oldest first. */
  readonly answers: readonly AnomalyAnswer[];
  /** What shows its records in `GET log`. */
  readonly filters: LogFilters;
}

export interface AnomalyAnswer {
  readonly state: AnomalyState;
  readonly why: string;
  readonly by: PersonRef;
  readonly at: Instant;
}

/** `POST log/anomalies/:kind/:person/:day`. */
export type NewAnomalyAnswer = Pick<AnomalyAnswer, 'state' | 'why'>;

/**
 * `GET log/enquiries`, `POST log/enquiries`, `POST log/enquiries/:id/answer`: auditors of one agency ask those of another
 * about a record which they see as `information`.
 */
export interface LogEnquiry {
  readonly id: Id;
  readonly record: Id;
  /** Act and time of the record: both sides see them. */
  readonly recordAct: string;
  readonly recordAt: Instant;
  readonly asking: AgencyRef;
  readonly asked: AgencyRef;
  /** Own people by name; of the other side no name is told. */
  readonly askedBy: PersonRef | null;
  readonly askedAt: Instant;
  readonly question: string;
  readonly answer: string | null;
  readonly answeredBy: PersonRef | null;
  readonly answeredAt: Instant | null;
  /** Whether the reader's side is the one to answer. */
  readonly mine: 'asking' | 'asked';
}

export interface NewLogEnquiry {
  readonly record: Id;
  readonly question: string;
}
