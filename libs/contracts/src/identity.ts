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

export interface SessionView {
  readonly id: Id;
  readonly startedAt: Instant;
  readonly lastInputAt: Instant;
  readonly expiresAt: Instant;
  readonly locked: boolean;
  readonly device: string;
  readonly current: boolean;
}

export interface AgencyPerson extends PersonRef {
  readonly signInName: string;
  readonly active: boolean;
  readonly duties: readonly AgencyDuty[];
  readonly hasPassword: boolean;
}

/** A one-time link by which a person sets their password; shown once, to the coordinator who asked. */
export interface SetPasswordLink {
  readonly path: string;
  readonly expiresAt: Instant;
}
