import type { AgencyDuty, InstallationDuty } from '@liaison/domain';
import type { Id, Instant } from './resource.js';

export interface AgencyRef {
  readonly id: Id;
  /** Short code, `NL`, `EUROPOL`. */
  readonly code: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, or `international`. */
  readonly country: string;
}

export interface PersonRef {
  readonly id: Id;
  readonly name: string;
  /** Unique in the agency; mentioned as `@NL/ana.visser`. */
  readonly handle: string;
  /** Id of the agency. */
  readonly agency: Id;
}

export interface Me {
  readonly person: PersonRef;
  readonly agency: AgencyRef;
  readonly duties: readonly AgencyDuty[];
  readonly installationDuties: readonly InstallationDuty[];
  readonly session: SessionView;
  /** True on a demonstration installation; every screen says so. */
  readonly demonstration: boolean;
  /** Whether this person's agency asks for a ground before consultation. */
  readonly groundRequired: boolean;
}

/** What a page learns before anybody has signed in. */
export interface DoorView {
  /** This browser has a session, locked or not. */
  readonly signedIn: boolean;
  /** True on a demonstration installation; every screen says so. */
  readonly demonstration: boolean;
}

export interface SessionView {
  readonly id: Id;
  readonly startedAt: Instant;
  readonly lastInputAt: Instant;
  readonly expiresAt: Instant;
  readonly locked: boolean;
  readonly device: string;
  readonly current: boolean;
}

/** A person of the reader's own agency. */
export interface AgencyPerson extends PersonRef {
  readonly active: boolean;
  readonly duties: readonly AgencyDuty[];
  /** Oversight officer over the operations that this agency hosts. */
  readonly oversight: boolean;
  /** Null for a reader who does not coordinate. */
  readonly signInName: string | null;
  /** Null for a reader who does not coordinate. */
  readonly hasPassword: boolean | null;
}

/** A one-time link by which a person sets their password; shown once, to whoever asked for it. */
export interface SetPasswordLink {
  /** Behind `#` stands the token, so that it is in no server's log. */
  readonly path: string;
  readonly expiresAt: Instant;
}

/** An agency that the administrator has just made, with the link of its first coordinator. */
export interface NewAgency extends SetPasswordLink {
  readonly agency: AgencyRef;
  readonly coordinator: PersonRef;
}

/** A person whom a coordinator has just added, with their link. */
export interface NewPerson extends SetPasswordLink {
  readonly person: AgencyPerson;
}

/** What an agency decides for its own people. */
export interface AgencySettings extends AgencyRef {
  /** Whether its people state a ground before consultation. */
  readonly groundRequired: boolean;
  /** Whether others see which of its people have a compartment open. */
  readonly presence: boolean;
  /** By which acts out of hours are found; null until a coordinator states them. */
  readonly hours: AgencyHours | null;
}

/** When an agency works, as `PATCH agency` sets it. */
export interface AgencyHours {
  /** An IANA name, `Europe/Amsterdam`. */
  readonly zone: string;
  /** 1 is Monday, 7 Sunday; ascending. */
  readonly weekdays: readonly number[];
  /** Whole hours of the day, `from` before `to`: 7 and 19 is from seven until seven in the evening. */
  readonly from: number;
  readonly to: number;
}

/** Words that somebody has not sent yet: theirs alone, kept on the server. */
export interface DraftView {
  /** The thread or the compartment it was begun in. */
  readonly place: Id;
  readonly text: string;
  readonly at: Instant;
}

/** How the installation stands, for whoever keeps it running. */
export interface InstallationView {
  readonly version: string;
  readonly node: string;
  /** Version of the PostgreSQL server. */
  readonly database: string;
  readonly demonstration: boolean;
  readonly startedAt: Instant;
  /** Migrations that have run, of those this version brings. */
  readonly schema: { readonly applied: number; readonly known: number };
  /** Of the embedded database; null with another one. */
  readonly dataDirectory: { readonly path: string; readonly usedBytes: number; readonly freeBytes: number } | null;
}
