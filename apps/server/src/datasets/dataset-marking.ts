import type { Id } from '@liaison/contracts';
import {
  DomainError,
  highest,
  invalid,
  isAtLeast,
  markingProblem,
  normalHandling,
  type Marking,
} from '@liaison/domain';
import { ceilingOf, placesOfDataset, type DatasetRow, type LockedStream, type Tx } from '@liaison/persistence';
import { requirePlace } from '../platform/commands/in-scope.js';

const written = (marking: Marking): Marking => ({ ...marking, handling: normalHandling(marking.handling) });

/** The marking of a new dataset in its home, or a refusal that says what to change. */
export async function markingAtHome(tx: Tx, home: LockedStream, marking: Marking = home.marking): Promise<Marking> {
  const wanted = written(marking);
  await requirePlace(tx, home, wanted);
  return wanted;
}

/** In a compartment that is marked higher, a dataset stands under that marking; its own has to fit there too. */
export const requireStanding = (tx: Tx, target: LockedStream, marking: Marking): Promise<void> =>
  requirePlace(tx, target, highest(marking, target.marking));

/** Raising is one person's act, at once, and has to fit wherever the dataset is; lowering takes two people. */
export async function raisedMarking(tx: Tx, operation: Id, dataset: DatasetRow, marking: Marking): Promise<Marking> {
  const wanted = written(marking);
  if (!isAtLeast(wanted, dataset.marking))
    throw new DomainError('forbidden', 'A marking is raised by one person, but lowered only by two.', {
      reason: 'dataset.edit#two-people',
    });
  const ceiling = await ceilingOf(tx, operation);
  for (const place of await placesOfDataset(tx, dataset.id)) {
    const problem = markingProblem(wanted, { ...place, floor: dataset.marking, ceiling });
    if (problem) throw invalid('marking', `${problem}. The dataset is in such a place; withdraw it there first`);
  }
  return wanted;
}
