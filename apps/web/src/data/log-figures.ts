import type { LogCounts, LogVolumes } from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useClient } from './client.js';
import { asked, filtersOf, type LogQuery } from './log.js';

/** How much, by hour and weekday, day, class, act and outcome. */
export function useCounts(query: LogQuery, zone: string): UseQueryResult<LogCounts> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'counts', query, zone],
    queryFn: ({ signal }) => api.get<LogCounts>('/log/counts', { ...filtersOf(query), zone }, signal),
    ...asked,
  });
}

/** The same by person. */
export function useVolumes(query: LogQuery): UseQueryResult<LogVolumes> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'volumes', query],
    queryFn: ({ signal }) => api.get<LogVolumes>('/log/volumes', filtersOf(query), signal),
    ...asked,
  });
}
