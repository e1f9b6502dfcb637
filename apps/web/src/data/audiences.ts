import type { CompartmentView, Id } from '@liaison/contracts';
import type { Marking } from '@liaison/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

export interface AudienceInput {
  readonly agencies?: readonly Id[];
  readonly seats?: readonly Id[];
  readonly fixed?: boolean;
  readonly marking: Marking;
}

/** Opens an audience, for good: whoever is in it sees it from then on. Done once its stream is followed. */
export function useOpenAudience(operation: Id): Act<AudienceInput, CompartmentView> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input) => {
    const opened = await api.post<CompartmentView>(`/operations/${operation}/compartments`, input);
    await queries.invalidateQueries({ queryKey: ['operations'] });
    return opened;
  });
}
