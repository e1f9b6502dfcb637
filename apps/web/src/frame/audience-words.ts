import type { CompartmentView, Id, OperationView } from '@liaison/contracts';
import type { MarkingPlace } from '@liaison/domain';

/** `24 agencies, 61 people`: who reads in a compartment now. */
export function audienceWords({ agencies, readers }: CompartmentView): string {
  return `${agencies.length} ${agencies.length === 1 ? 'agency' : 'agencies'}, ${readers.length} ${readers.length === 1 ? 'person' : 'people'}`;
}

/** A compartment, or an audience that is not open yet, as a place for a marking. */
export function markingPlaceOf(
  operation: OperationView,
  { kind, agencies, marking }: Pick<CompartmentView, 'kind' | 'agencies' | 'marking'>,
): MarkingPlace {
  const observers = new Set<Id>(
    operation.agencies.filter((one) => one.kind === 'observer').map((one) => one.agency.id),
  );
  return { floor: marking, ceiling: operation.ceiling, kind, observed: agencies.some((id) => observers.has(id)) };
}

/** The own agency's compartment in an operation: where its datasets live. */
export const homeOf = (operation: OperationView, agency: Id): CompartmentView | undefined =>
  operation.compartments.find((one) => one.kind === 'agency' && one.agencies.includes(agency));
