import type { AgencyFacts } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import type { ParticipationKind } from '@liaison/domain';
import { countCoordinators, findParticipation, type Participation, type Tx } from '@liaison/persistence';
import type { Standing } from './stand.js';

/** What an act on an agency's participation is decided on; `as` when the act itself says what it would become. */
export async function agencyFacts(
  tx: Tx,
  { row, facts }: Standing,
  agency: Id,
  as?: ParticipationKind,
): Promise<{ readonly facts: AgencyFacts; readonly participation: Participation | null }> {
  const participation = row && (await findParticipation(tx, row.id, agency));
  const target = {
    agency,
    kind: as ?? participation?.kind ?? 'participant',
    state: participation?.state ?? null,
  };
  return { participation, facts: { ...facts, target, coordinators: await countCoordinators(tx) } };
}
