import { permissions, type Actor } from '@liaison/authz';
import type { ReleaseRequestView } from '@liaison/contracts';
import { operationFactsOf, type OperationRow, type ReleaseRow } from '@liaison/persistence';

/** A request as its reader may see it, with what they may do about it. */
export function presentRelease(actor: Actor, operation: OperationRow | null, row: ReleaseRow): ReleaseRequestView {
  const facts = { ...operationFactsOf(operation), request: releaseFacts(row) };
  return {
    id: row.id,
    operation: row.operation,
    dataset: row.dataset,
    ref: row.ref,
    compartment: row.compartment,
    audience: row.goesTo ?? row.audience,
    askedBy: row.askedBy,
    askedAgency: row.askedAgency,
    reason: row.reason,
    state: row.state,
    expiresAt: row.expiresAt.toISOString(),
    conditions: row.conditions,
    answeredBy: row.answeredBy,
    at: row.at.toISOString(),
    people: row.people,
    steps: row.steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
    actions: permissions(actor, ['release.answer', 'release.withdraw', 'release.take_back'], facts),
  };
}

/** Of a request for something that the reader does not see there is no holder: nothing tells whether there is one. */
export const releaseFacts = ({ askedBy, holder, delegated, state }: ReleaseRow) => ({
  askedBy,
  originator: holder ?? '',
  delegated,
  open: state === 'requested',
  granted: state === 'granted' || state === 'granted_with_conditions',
});
