import type { DatasetSuggestion, DatasetView, Id, Page, ShareHeader } from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { Stated } from '../sync/open-threads.js';
import { useAct, type Act } from './act.js';
import { useClient, useLive } from './client.js';

/** Every share of an operation that this person meets, as the streams have it now. */
export const useShares = (operation: Id): readonly ShareHeader[] =>
  useLive(['shares'], ({ store }) => [...store.shares.values()].filter((share) => share.operation === operation), [
    operation,
  ]);

/** One dataset with everything this person may know of it. A consultation: refused while a ground or an acknowledgement is due. */
export function useDataset(id: Id, stated: Stated): UseQueryResult<DatasetView> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['datasets', id, stated],
    queryFn: ({ signal }) => api.get<DatasetView>(`/datasets/${id}`, { ...stated }, signal),
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

/** Datasets that a digest, an external reference or a reference finds, of those this person may see. */
export function useNamedBy(operation: Id, text: string): ReadonlySet<Id> | undefined {
  const { api } = useClient();
  const q = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['datasets', 'named', operation, q],
    enabled: q.length >= 2,
    queryFn: async ({ signal }) => {
      const found = await api.get<readonly DatasetSuggestion[]>(
        `/operations/${operation}/datasets/find`,
        { q },
        signal,
      );
      return new Set(found.map(({ dataset }) => dataset));
    },
  });
  return data;
}

/** The datasets of which somebody has said that they are, or are not, of a country: found on the server, in what this person may see. */
export function useAssessedAs(
  operation: Id,
  country: string | null,
  assessed: 'likely_country' | 'not_country',
): UseQueryResult<ReadonlySet<Id>> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['datasets', 'assessed', operation, country, assessed],
    enabled: country !== null,
    queryFn: async ({ signal }) => {
      const found = new Set<Id>();
      let next: string | null | undefined;
      do {
        const query = { country, assessed, next, limit: 500 };
        const page: Page<ShareHeader> = await api.get(`/operations/${operation}/register`, query, signal);
        for (const share of page.items) found.add(share.dataset);
        next = page.next;
      } while (next !== null);
      return found;
    },
  });
}

/** The own agency's part of the register as a table; the server records it with its reason. */
export function useExportRegister(operation: Id): Act<string, Blob> {
  const { api } = useClient();
  return useAct((ground) => api.table(`/operations/${operation}/register.csv`, { ground }));
}
