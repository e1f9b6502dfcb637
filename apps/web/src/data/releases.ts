import type { Id, Page, ReleaseAnswerInput, ReleaseAsked, ReleaseInput, ReleaseRequestView } from '@liaison/contracts';
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
      queryFn: ({ signal }: { signal: AbortSignal }) => everyRequest(api, operation, signal),
    })),
  });
  return {
    requests: found.flatMap((one) => one.data ?? []),
    isPending: found.some((one) => one.isPending),
    error: found.find((one) => one.error !== null)?.error ?? null,
    refetch: () => found.forEach((one) => void one.refetch()),
  };
}

/** Page after page: what waits for an answer may be an old one. */
async function everyRequest(api: Api, operation: Id, signal: AbortSignal): Promise<readonly ReleaseRequestView[]> {
  const found: ReleaseRequestView[] = [];
  let next: Id | null | undefined;
  do {
    const page: Page<ReleaseRequestView> = await api.get(
      `/operations/${operation}/releases`,
      { next, limit: 500 },
      signal,
    );
    found.push(...page.items);
    next = page.next;
  } while (next !== null);
  return found;
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
