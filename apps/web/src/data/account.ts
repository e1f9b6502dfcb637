import type { Id, SessionView } from '@liaison/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

const key = ['account', 'sessions'] as const;

/** Where this person is signed in. */
export function useSessions(): UseQueryResult<readonly SessionView[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<readonly SessionView[]>('/me/sessions', {}, signal),
  });
}

export function useEndSession(): Act<Id, true> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (session): Promise<true> => {
    await api.delete(`/me/sessions/${session}`);
    await queries.invalidateQueries({ queryKey: key });
    return true;
  });
}

/** Every other session ends with the old password. */
export function useChangePassword(): Act<{ readonly current: string; readonly next: string }, true> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input): Promise<true> => {
    await api.post('/me/password', input);
    await queries.invalidateQueries({ queryKey: key });
    return true;
  });
}
