import type { RecordClass } from '@liaison/domain';
import type { Day, Id, Instant } from './resource.js';

/**
 * `GET log/counts` (filters, and `zone`: an IANA name, `Europe/Amsterdam`, else UTC). Without `from` the 30 days before
 * `to`; at most 366 days.
 */
export interface LogCounts {
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
  readonly total: number;
  /** Only cells with records. Weekday 1 is Monday, 7 Sunday; hour 0 to 23; both in the zone. */
  readonly hours: readonly { readonly weekday: number; readonly hour: number; readonly count: number }[];
  /** Days in the zone, ascending; days without records are left out. */
  readonly days: readonly { readonly day: Day; readonly count: number; readonly denied: number }[];
  readonly classes: readonly { readonly class: RecordClass; readonly count: number }[];
  readonly acts: readonly { readonly act: string; readonly count: number }[];
  readonly outcomes: readonly { readonly outcome: 'success' | 'failure'; readonly count: number }[];
}

/** `GET log/volumes` (the filters of `log/counts`): one line a person, by name. */
export interface LogVolumes {
  readonly from: Instant;
  readonly to: Instant;
  /** By agency and name and never by number: this ranks nobody. At most 1,000. */
  readonly people: readonly LogVolume[];
  /** True when there were more than 1,000. */
  readonly cut: boolean;
}

export interface LogVolume {
  /** Null: of people who were erased (`erased`), or else what nobody did who was signed in. */
  readonly person: Id | null;
  readonly erased: boolean;
  readonly personName: string | null;
  readonly agency: Id | null;
  readonly records: number;
  readonly consultations: number;
  readonly disclosures: number;
  readonly exports: number;
  readonly denied: number;
  /** Acts that can be asked for a ground, allowed without one. */
  readonly withoutGround: number;
  readonly first: Instant;
  readonly last: Instant;
}
