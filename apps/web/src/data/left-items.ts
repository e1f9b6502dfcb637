import type { Id, LeftAnswerInput, LeftItem } from '@liaison/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

const path = (operation: Id): string => `/operations/${operation}/left-items`;

/** What one's own agency left behind in an operation; nothing where it is in and has answered for everything. */
export function useLeftItems(operation: Id): UseQueryResult<readonly LeftItem[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['datasets', 'left', operation],
    queryFn: ({ signal }) => api.get<readonly LeftItem[]>(path(operation), {}, signal),
  });
}

/** Says what becomes of some of them; the list is then what the server answers. */
export function useAnswerLeft(operation: Id): Act<LeftAnswerInput, readonly LeftItem[]> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input) => {
    const left = await api.post<readonly LeftItem[]>(`${path(operation)}/answer`, input);
    queries.setQueryData(['datasets', 'left', operation], left);
    return left;
  });
}
