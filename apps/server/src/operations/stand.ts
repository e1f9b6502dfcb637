import type { OperationFacts } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  findOperation,
  lockOperation,
  operationFactsOf,
  type Act,
  type OperationRow,
  type Tx,
} from '@liaison/persistence';

/** The actor's place in an operation, and the operation where there is one for them. */
export interface Standing {
  readonly row: OperationRow | null;
  readonly facts: OperationFacts;
}

/** Reads the actor's place in an operation into the act's record. */
export async function stand(tx: Tx, act: Act, operation: Id): Promise<Standing> {
  const row = await findOperation(tx, operation);
  act.in(operation).as(row?.role ?? null);
  act.touch('operation', operation, { version: row?.version, owner: row?.host });
  return { row, facts: operationFactsOf(row) };
}

/** The same for whoever changes who is in it: facts are read when it is their turn. */
export async function standInLine(tx: Tx, act: Act, operation: Id): Promise<Standing> {
  await lockOperation(tx, operation);
  return stand(tx, act, operation);
}

/** The operation of a standing that has been decided on. */
export function known(standing: Standing): OperationRow {
  if (!standing.row) throw notFound();
  return standing.row;
}
