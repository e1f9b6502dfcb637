import type {
  AnomaliesView,
  AnomalyView,
  Day,
  Id,
  LogEnquiry,
  NewAnomalyAnswer,
  NewLogEnquiry,
  NewSavedLogQuery,
  SavedLogQuery,
} from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Act } from './act.js';
import { useChange } from './change.js';
import { useClient } from './client.js';
import { asked } from './log.js';

/** Questions that this auditor keeps. */
export function useSavedQueries(isWanted: boolean): UseQueryResult<readonly SavedLogQuery[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'saved'],
    queryFn: ({ signal }) => api.get<readonly SavedLogQuery[]>('/log/queries', {}, signal),
    enabled: isWanted,
    ...asked,
  });
}

export const useSaveQuery = (): Act<NewSavedLogQuery, SavedLogQuery> =>
  useChange([['log', 'saved']], (api, query) => api.post<SavedLogQuery>('/log/queries', query));

export const useForgetQuery = (): Act<Id, true> =>
  useChange([['log', 'saved']], async (api, id): Promise<true> => {
    await api.delete(`/log/queries/${id}`);
    return true;
  });

/** Days, inclusive; what stands out on them. */
export function useAnomalies(from: Day, to: Day): UseQueryResult<AnomaliesView> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'anomalies', from, to],
    queryFn: ({ signal }) => api.get<AnomaliesView>('/log/anomalies', { from, to }, signal),
    ...asked,
  });
}

export interface AnomalyInput extends NewAnomalyAnswer {
  readonly about: AnomalyView;
}

export const useAnswerAnomaly = (): Act<AnomalyInput, true> =>
  useChange([['log', 'anomalies']], async (api, { about, state, why }): Promise<true> => {
    await api.post(`/log/anomalies/${about.kind}/${about.person.id}/${about.day}`, { state, why });
    return true;
  });

/** Questions between this agency's auditors and those of others. */
export function useEnquiries(): UseQueryResult<readonly LogEnquiry[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'enquiries'],
    queryFn: ({ signal }) => api.get<readonly LogEnquiry[]>('/log/enquiries', {}, signal),
    staleTime: 60_000,
  });
}

export const useEnquire = (): Act<NewLogEnquiry, LogEnquiry> =>
  useChange([['log', 'enquiries']], (api, enquiry) => api.post<LogEnquiry>('/log/enquiries', enquiry));

export const useAnswerEnquiry = (): Act<{ readonly id: Id; readonly answer: string }, true> =>
  useChange([['log', 'enquiries']], async (api, { id, answer }): Promise<true> => {
    await api.post(`/log/enquiries/${id}/answer`, { answer });
    return true;
  });
