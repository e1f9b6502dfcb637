import type { AgencyDuty, InstallationDuty } from '@liaison/domain';

export const agencyDutyWords: Readonly<Record<AgencyDuty, string>> = {
  coordinator: 'Coordinator',
  organiser: 'Organiser',
  auditor: 'Auditor',
  contact_point: 'Contact point',
};

/** What the duty lets its holder do. */
export const agencyDutyNotes: Readonly<Record<AgencyDuty, string>> = {
  coordinator: 'Nominates and removes the agency’s people, answers invitations and release requests',
  organiser: 'Opens operations that the agency hosts and becomes their lead',
  auditor: 'Reads the access log of the agency’s people and information; nothing else',
  contact_point: 'Receives released leads for the country',
};

export const installationDutyWords: Readonly<Record<InstallationDuty, string>> = {
  administrator: 'Platform administrator',
  oversight: 'Oversight officer',
};
