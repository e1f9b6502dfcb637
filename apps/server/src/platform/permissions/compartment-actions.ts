import { permissions, type Actor } from '@liaison/authz';
import type { Allowed, CompartmentAction } from '@liaison/contracts';
import type { MemberRole, OperationPhase } from '@liaison/domain';

/** What this person may do in a compartment. Facts that only a thing itself could give are taken as favourable. */
export const compartmentActions = (
  actor: Actor,
  role: MemberRole | null,
  phase: OperationPhase,
): Allowed<CompartmentAction> =>
  permissions(actor, ['thread.start', 'message.post', 'dataset.share'], {
    seat: role && { role },
    phase,
    thread: { startedBy: actor.person, state: 'open', frozen: false },
    asksAcknowledgement: false,
    dataset: { originator: actor.agency, contributor: actor.agency },
  });
