import type { AgencyDuty, InstallationDuty } from '@liaison/domain';

/** What a person is at most one of; a contact point may be any of them. */
export type Calling = 'member_or_coordinator' | 'auditor' | 'oversight' | 'administrator';

export interface CallingFacts {
  readonly duties: readonly AgencyDuty[];
  readonly installationDuties: readonly InstallationDuty[];
  /** A member of any operation now. */
  readonly member: boolean;
}

/** The callings that duties and seats amount to; more than one is refused, because nobody watches their own work. */
export function callingsOf({ duties, installationDuties, member }: CallingFacts): readonly Calling[] {
  const works = member || duties.includes('coordinator') || duties.includes('organiser');
  return [
    ...(works ? (['member_or_coordinator'] as const) : []),
    ...(duties.includes('auditor') ? (['auditor'] as const) : []),
    ...installationDuties,
  ];
}
