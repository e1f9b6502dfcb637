import type { AccessRecordDetail, AccessRecordView } from './access-log.js';
import type { PersonRef } from './identity.js';
import type { Id, Instant } from './resource.js';

/**
 * What a destination's name stands for. An auditor chooses this, not the name alone: the operator changes none of it unseen.
 * Nothing of it is secret: of the address the host alone is told, since the rest may hold a token.
 */
export interface LogPlace {
  readonly format: 'syslog' | 'json';
  /** Such as `siem.nl.example:6514`. */
  readonly host: string;
  /** SHA-256 of the whole address, in hex. */
  readonly address: string;
  /** SHA-256 of the file of authorities that have to have signed its certificate; null: any that the server knows. */
  readonly ca: string | null;
  /** SHA-256 of the file of the certificate that is shown to it; null: none is. */
  readonly cert: string | null;
  /** SHA-256 of all of this. */
  readonly fingerprint: string;
}

/** What an operator lets the log be sent to (`LIAISON_LOG_DESTINATIONS`), for one agency's auditors or its oversight. */
export interface LogDestination {
  readonly name: string;
  readonly place: LogPlace;
}

/**
 * `GET|POST log/subscriptions`, `POST log/subscriptions/:id/resend`, `DELETE log/subscriptions/:id`: the reader's scope sent
 * on, record by record in the order of entries, at least once. It belongs to the agency, or to an operation's oversight, and
 * outlives whoever made it.
 */
export interface LogSubscription {
  readonly id: Id;
  readonly destination: string;
  /** As it was chosen. Where the destination is another now, nothing is sent until it is chosen again. */
  readonly place: LogPlace;
  /** Of oversight; null: everything that the agency's auditors may see. */
  readonly operation: Id | null;
  readonly madeBy: PersonRef;
  readonly madeAt: Instant;
  /** When the destination took something last, and the time of the last record that it took. */
  readonly sentAt: Instant | null;
  readonly sentTo: Instant | null;
  /** Time of the first signed record that the destination does not have; null while it has all. */
  readonly waitingSince: Instant | null;
  /** Why the last attempt failed; null after one that did not. */
  readonly problem: string | null;
  readonly problemAt: Instant | null;
  readonly endedBy: PersonRef | null;
  readonly endedAt: Instant | null;
}

export interface LogSubscriptions {
  /** What may be chosen. */
  readonly destinations: readonly LogDestination[];
  /** Live ones first. At most 100. */
  readonly items: readonly LogSubscription[];
}

/** Where it is sent there already, and the place is another than the one that was chosen: it goes on from where it stands. */
export interface NewLogSubscription {
  readonly destination: string;
  /** Of the place that was seen; a conflict where it is another one now. */
  readonly fingerprint: string;
  /** Oversight names one that its agency hosts; auditors none. */
  readonly operation?: Id;
}

/** One line of what is sent. `n`: its number in the scope, gapless within one operation or outside of all. */
export interface LogLine extends AccessRecordView {
  readonly n: number;
  readonly detail: AccessRecordDetail['detail'];
}
