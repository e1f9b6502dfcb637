import type { Me, OperationView } from '@liaison/contracts';

/** A screen of an operation, in the order of its bar. Add yours here and its route in app/routes.tsx. */
export interface OperationPlace {
  readonly to: string;
  readonly label: string;
  /** The key after `g`. */
  readonly key: string;
  readonly exact?: boolean;
  readonly isFor: (operation: OperationView) => boolean;
}

export const operationPlaces: readonly OperationPlace[] = [
  { to: '/o/$op/threads', label: 'Threads', key: 'r', isFor: (operation) => operation.role !== null },
  { to: '/o/$op/datasets', label: 'Datasets', key: 'd', isFor: (operation) => operation.role !== null },
  { to: '/o/$op/members', label: 'Members and access', key: 'm', isFor: () => true },
];

/** A screen of the person, at the foot of the rail. */
export interface PersonalPlace {
  readonly to: string;
  readonly label: string;
  readonly key?: string;
  readonly icon: 'search' | 'open' | 'log' | 'agency' | 'account';
  /** Its label says what one does there, and needs no “Go to”. */
  readonly isAct?: boolean;
  readonly isFor: (me: Me) => boolean;
}

export const personalPlaces: readonly PersonalPlace[] = [
  { to: '/search', label: 'Search', icon: 'search', isFor: () => true },
  {
    to: '/open',
    label: 'Open an operation',
    key: 'o',
    icon: 'open',
    isAct: true,
    isFor: ({ duties }) => duties.includes('organiser'),
  },
  {
    to: '/log',
    label: 'Access log',
    key: 'a',
    icon: 'log',
    isFor: ({ duties, installationDuties }) => duties.includes('auditor') || installationDuties.includes('oversight'),
  },
  { to: '/agency', label: 'Agency', key: 'y', icon: 'agency', isFor: () => true },
  { to: '/account', label: 'My account', key: 'u', icon: 'account', isFor: () => true },
];
