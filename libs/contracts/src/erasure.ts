import type { ErasureBasis, ErasureState, HoldKind, RecordClass } from '@liaison/domain';
import type { PersonRef } from './identity.js';
import type { Id, Instant } from './resource.js';

/**
 * That one person's values be erased from the access log: `POST agency/erasures` by a coordinator of their agency, then
 * `POST agency/erasures/:id/carry-out` or `…/refuse` by one of its auditors. `GET agency/erasures`, newest first.
 */
export interface Erasure {
  readonly id: Id;
  readonly state: ErasureState;
  readonly basis: ErasureBasis;
  /** Null once it is done: what proves an erasure does not name whom it erased. */
  readonly person: PersonRef | null;
  readonly askedBy: PersonRef;
  readonly askedAt: Instant;
  readonly settledBy: PersonRef | null;
  readonly settledAt: Instant | null;
  /** Records of which values were destroyed; null until it is done. */
  readonly records: number | null;
}

export interface NewErasure {
  readonly person: Id;
  readonly basis: ErasureBasis;
}

/** How long one's own agency keeps the values of records of one class. `GET agency/retention`, `PUT agency/retention/:class`. */
export interface RetentionPeriod {
  readonly class: RecordClass;
  /** In force now. */
  readonly days: number;
  /** Where nothing is set. */
  readonly defaultDays: number;
  /** A shorter period that is not in force yet, and from when it is. */
  readonly announced: { readonly days: number; readonly from: Instant } | null;
}

/** As far as records that a hold covers are counted. */
export const countedRecords = 1_000;

/**
 * `GET|POST log/holds`, `POST log/holds/:id/lift`: nothing is erased of the records of its side that it covers. Its side
 * alone sees it.
 */
export interface LegalHold {
  readonly id: Id;
  readonly kind: HoldKind;
  /** Id of the person, object, operation or agency; null where it was lifted and its person was erased. */
  readonly subject: Id | null;
  /** Of an object, as records that its side sees named it when the hold was set; null where none did. */
  readonly reference: string | null;
  /** Of the records' times; `to` is not included. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly reason: string;
  readonly setBy: PersonRef;
  readonly setAt: Instant;
  readonly liftedBy: PersonRef | null;
  readonly liftedAt: Instant | null;
  readonly whyLifted: string | null;
}

/** The answer to setting one. */
export interface LegalHoldSet extends LegalHold {
  /**
   * How many records of its side it covers by now, its own among them; of more than `countedRecords` one more than these. Null
   * where they could not be counted in time.
   */
  readonly covers: number | null;
}

export interface NewLegalHold {
  readonly kind: HoldKind;
  readonly subject: Id;
  readonly from?: string;
  readonly to?: string;
  readonly reason: string;
}
