import type { Id } from '@liaison/contracts';
import type { Audience } from '@liaison/persistence';

/** The canonical form of each kind of audience: choosing the same readers again finds the same compartment. */
export const everybodyAudience = (operation: Id, host: Id): Audience => ({
  operation,
  kind: 'all',
  key: 'all',
  agencies: [host],
  seats: [],
  fixedSeats: false,
});

export const agencyAudience = (operation: Id, agency: Id): Audience => ({
  operation,
  kind: 'agency',
  key: `agency:${agency}`,
  agencies: [agency],
  seats: [],
  fixedSeats: false,
});

/** Some agencies, the chooser's own among them; a single one is that agency's own compartment. */
export function agenciesAudience(operation: Id, own: Id, chosen: readonly Id[]): Audience {
  const agencies = sorted([...chosen, own]);
  if (agencies.length === 1) return agencyAudience(operation, own);
  const key = `agencies:${agencies.join(',')}`;
  return { operation, kind: 'agencies', key, agencies, seats: [], fixedSeats: false };
}

export interface SeatOf {
  readonly person: Id;
  readonly agency: Id;
}

/** Named people. `fixed`: these persons only, whose seats no successor takes over. */
export function seatsAudience(operation: Id, people: readonly SeatOf[], fixed: boolean): Audience {
  const seats = sorted(people.map(({ person }) => person));
  const key = `${fixed ? 'persons' : 'seats'}:${seats.join(',')}`;
  return {
    operation,
    kind: 'seats',
    key,
    agencies: sorted(people.map(({ agency }) => agency)),
    seats,
    fixedSeats: fixed,
  };
}

const sorted = (ids: readonly Id[]): Id[] => [...new Set(ids)].sort();
