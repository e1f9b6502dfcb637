import type { InboxItem } from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useClient } from './client.js';

/** What needs this person, across operations. Fetched again when a stream says that something of it may have changed. */
export function useInbox(): UseQueryResult<readonly InboxItem[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['inbox'],
    queryFn: ({ signal }) => api.get<readonly InboxItem[]>('/inbox', {}, signal),
    staleTime: Infinity,
  });
}
