import type { AgencyDuty, InstallationDuty } from '@liaison/domain';

/** Who is asking, as the session says: always the first argument of whatever acts. Ids are UUIDs. */
export interface Actor {
  readonly person: string;
  readonly agency: string;
  /** Null only for the loader of demonstration data, which acts as its people without signing in. */
  readonly session: string | null;
  readonly duties: readonly AgencyDuty[];
  readonly installationDuties: readonly InstallationDuty[];
  /** Address of the connection, for the access record. */
  readonly address: string;
}
