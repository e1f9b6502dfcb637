import type { CompartmentView, OperationSummary, OperationView } from '@liaison/contracts';
import type { Api } from '../api/api.js';
import { usageError } from '../exits.js';

/** An operation of one's own, by its code name or id. */
export async function findOperation(api: Api, name: string): Promise<OperationView> {
  const { body: mine } = await api.get<readonly OperationSummary[]>('/operations');
  const found = mine.find((one) => one.id === name || one.codeName.toLowerCase() === name.toLowerCase());
  if (!found) throw usageError(`You have no operation ${name}; see liaison operation list.`);
  return (await api.get<OperationView>(`/operations/${found.id}`)).body;
}

/** A compartment one is in: `all`, its name, its agencies in any order (`NL+FR`), or its id. */
export function findCompartment(operation: OperationView, name: string): CompartmentView {
  const wanted = partsOf(name);
  const found = operation.compartments.find(
    (one) => one.id === name || (one.kind === 'all' && /^all$/i.test(name)) || partsOf(one.name) === wanted,
  );
  if (found) return found;
  const known = operation.compartments.map((one) => one.name).join('; ');
  throw usageError(`You are in no compartment ${name} of ${operation.codeName}. There are: ${known}`);
}

const partsOf = (name: string): string =>
  name
    .toUpperCase()
    .split('+')
    .map((part) => part.trim())
    .sort()
    .join('+');
