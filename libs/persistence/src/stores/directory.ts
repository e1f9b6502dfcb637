import type { AgencyRef, Id, PersonRef } from '@liaison/contracts';
import type { AgencyDuty, InstallationDuty } from '@liaison/domain';
import type { Tx } from '../tx.js';

export const isDemonstration = async (tx: Tx): Promise<boolean> =>
  (await tx.row<{ demonstration: boolean }>('select demonstration from installation'))?.demonstration ?? false;

export interface Myself {
  readonly person: PersonRef;
  readonly agency: AgencyRef;
  readonly duties: readonly AgencyDuty[];
  readonly installationDuties: readonly InstallationDuty[];
  readonly groundRequired: boolean;
}

interface MyselfRow {
  id: Id;
  name: string;
  handle: string;
  agency: Id;
  code: string;
  agency_name: string;
  country: string;
  ground_required: boolean;
  duties: AgencyDuty[];
  installation_duties: InstallationDuty[];
}

/** The person on whose behalf the transaction runs; null when they are no longer active. */
export async function myself(tx: Tx): Promise<Myself | null> {
  const row = await tx.row<MyselfRow>(
    `select p.id, p.name, p.handle, p.agency, a.code, a.name as agency_name, a.country, a.ground_required,
       my_duties() as duties, my_installation_duties() as installation_duties
     from person p join agency a on a.id = p.agency where p.id = me() and p.active`,
  );
  if (!row) return null;
  return {
    person: { id: row.id, name: row.name, handle: row.handle, agency: row.agency },
    agency: { id: row.agency, code: row.code, name: row.agency_name, country: row.country },
    duties: row.duties,
    installationDuties: row.installation_duties,
    groundRequired: row.ground_required,
  };
}
