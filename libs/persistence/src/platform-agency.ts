/** The agency of whoever keeps the installation running. It takes part in nothing and stands in no list. */
export const platformAgency = {
  code: 'PLATFORM',
  name: 'Platform',
  administrator: 'administrator@platform',
} as const;
