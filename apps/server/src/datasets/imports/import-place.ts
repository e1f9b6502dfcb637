import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict } from '@liaison/domain';
import {
  findOperation,
  operationFactsOf,
  ownCompartment,
  type Act,
  type OperationRow,
  type Tx,
} from '@liaison/persistence';

/** Who imports where: decided anew at every step, since roles and phases change while a file is looked at. */
export async function placeOfImport(tx: Tx, act: Act, operation: Id): Promise<OperationRow | null> {
  const place = await findOperation(tx, operation);
  act.in(place && operation).as(place?.role ?? null);
  act.require('import.run', operationFactsOf(place));
  return place;
}

/** Imports land at home. */
export async function homeOf(tx: Tx, actor: Actor, operation: Id): Promise<Id> {
  const home = await ownCompartment(tx, operation, actor.agency);
  if (home) return home;
  throw conflict('no_home', 'Your agency has no compartment of its own in this operation yet.');
}
