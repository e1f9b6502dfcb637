import type { LogCounts, LogVolumes } from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useAct, type Act } from './act.js';
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

/** The same by person, of the very span that was counted: so both say one sum. */
export function useVolumes(query: LogQuery, counts: LogCounts | undefined): UseQueryResult<LogVolumes> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'volumes', query, counts?.from, counts?.to],
    queryFn: ({ signal }) =>
      api.get<LogVolumes>('/log/volumes', { ...filtersOf(query), from: counts?.from, to: counts?.to }, signal),
    enabled: counts !== undefined,
    ...asked,
  });
}

/** Tables of the same question: its records, its counts, its people. */
export type LogTable = 'log' | 'log/counts' | 'log/volumes';

/** What the server writes down as an export. */
export function useLogTable(table: LogTable, query: LogQuery, zone?: string): Act<undefined, Blob> {
  const { api } = useClient();
  return useAct(() => api.table(`/${table}.csv`, { ...filtersOf(query), zone }));
}
