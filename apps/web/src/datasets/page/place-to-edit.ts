import type { CompartmentView, DatasetView, OperationView } from '@liaison/contracts';

/** The compartment through which the originator changes its dataset: its own where it is, else any that has it. */
export function placeToEdit(operation: OperationView, view: DatasetView): CompartmentView | undefined {
  const here = new Set(view.shares.filter((share) => share.withdrawnBy === null).map((share) => share.compartment));
  const places = operation.compartments.filter((one) => here.has(one.id));
  return places.find((one) => one.kind === 'agency') ?? places[0];
}
