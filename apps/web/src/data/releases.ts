import type { Id, ReleaseAnswerInput, ReleaseAsked, ReleaseInput, ReleaseRequestView } from '@liaison/contracts';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../sync/api.js';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

/** Requests for release of some operations: asked of one's own side and by it. */
export function useReleases(operations: readonly Id[]): {
  readonly requests: readonly ReleaseRequestView[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => void;
} {
  const { api } = useClient();
  const found = useQueries({
    queries: operations.map((operation) => ({
      queryKey: ['datasets', 'releases', operation],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<readonly ReleaseRequestView[]>(`/operations/${operation}/releases`, {}, signal),
    })),
  });
  return {
    requests: found.flatMap((one) => one.data ?? []),
    isPending: found.some((one) => one.isPending),
    error: found.find((one) => one.error !== null)?.error ?? null,
    refetch: () => found.forEach((one) => void one.refetch()),
  };
}

function useReleaseAct<I, O>(act: (api: Api, input: I) => Promise<O>): Act<I, O> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input) => {
    try {
      return await act(api, input);
    } finally {
      // A refusal too says that something is no longer as it was on the screen.
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['datasets'] }),
        queries.invalidateQueries({ queryKey: ['inbox'] }),
      ]);
    }
  });
}

/** The answer is the same one whether the reference exists or not. */
export const useAskRelease = (operation: Id): Act<ReleaseInput, ReleaseAsked> =>
  useReleaseAct((api, input) => api.post<ReleaseAsked>(`/operations/${operation}/releases`, input));

export const useAnswerRelease = (release: Id): Act<ReleaseAnswerInput, ReleaseRequestView> =>
  useReleaseAct((api, input) => api.post<ReleaseRequestView>(`/releases/${release}/answer`, input));

export const useWithdrawRelease = (release: Id): Act<void, ReleaseRequestView> =>
  useReleaseAct((api) => api.post<ReleaseRequestView>(`/releases/${release}/withdraw`));

export const useTakeBackRelease = (release: Id): Act<void, ReleaseRequestView> =>
  useReleaseAct((api) => api.post<ReleaseRequestView>(`/releases/${release}/take-back`));
