import type { Me, OperationView } from '@liaison/contracts';
import { lowestMarking, markingProblem, type Marking } from '@liaison/domain';
import { foreseen, type AudienceChoice } from './audience-choice.js';
import { markingPlaceOf } from './audience-words.js';
import { MarkingFields } from './marking-fields.js';

export interface NewAudienceMarkingProps {
  readonly operation: OperationView;
  readonly me: Me;
  readonly choice: AudienceChoice;
  readonly value: Marking;
  readonly onChange: (marking: Marking) => void;
}

/** How everything in an audience that is about to be opened is marked at least. What is shown is what it gets. */
export function NewAudienceMarking({ operation, me, choice, value, onChange }: NewAudienceMarkingProps) {
  const problem = newMarkingProblem(operation, me, choice, value);
  return (
    <>
      <MarkingFields place={placeOf(operation, me, choice)} floor={lowestMarking} value={value} onChange={onChange} />
      {problem !== null && <p role="alert">This marking {problem}.</p>}
    </>
  );
}

/** Why an audience cannot be opened with this marking; null when it can. */
export const newMarkingProblem = (
  operation: OperationView,
  me: Me,
  choice: AudienceChoice,
  marking: Marking,
): string | null => markingProblem(marking, placeOf(operation, me, choice));

const placeOf = (operation: OperationView, me: Me, choice: AudienceChoice) =>
  markingPlaceOf(operation, foreseen(operation, me, choice, lowestMarking));
