import type { Id, Instant, LogSubscription, LogSubscriptions, NewLogSubscription } from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Act } from './act.js';
import { useChange } from './change.js';
import { useClient } from './client.js';

const key = ['log', 'subscriptions'] as const;

/** Where the reader's part of the log is sent on to, and where it may be. */
export function useSubscriptions(): UseQueryResult<LogSubscriptions> {
  const { api } = useClient();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<LogSubscriptions>('/log/subscriptions', {}, signal),
  });
}

export const useSubscribe = (): Act<NewLogSubscription, LogSubscription> =>
  useChange([key], (api, input) => api.post<LogSubscription>('/log/subscriptions', input));

export interface ResendInput {
  readonly id: Id;
  readonly from: Instant;
}

export const useResend = (): Act<ResendInput, LogSubscription> =>
  useChange([key], (api, { id, from }) => api.post<LogSubscription>(`/log/subscriptions/${id}/resend`, { from }));

export const useUnsubscribe = (): Act<Id, true> =>
  useChange([key], async (api, id): Promise<true> => {
    await api.delete(`/log/subscriptions/${id}`);
    return true;
  });
