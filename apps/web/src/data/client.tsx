import { isId } from '@liaison/domain';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Client } from '../sync/client.js';
import { Refusal } from '../sync/refusal.js';

const ClientContext = createContext<Client | null>(null);

/** Fetched pages: fresh for half a minute, thrown away when a stream says so, gone at sign-out and when the screen locks. */
const newQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 3 && error instanceof Refusal && error.isTransient,
        retryDelay: (failures, error) => (error instanceof Refusal ? error.waitFor : null) ?? 1_000 * 2 ** failures,
      },
    },
  });

export function ClientProvider({ client, children }: { readonly client: Client; readonly children: ReactNode }) {
  const [queries] = useState(() => {
    const made = newQueries();
    client.listen({
      stale: (topic) => void made.invalidateQueries({ queryKey: [topic] }),
      datasetsChanged: (ids) => void made.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey, ids) }),
      cleared: () => made.clear(),
    });
    return made;
  });
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ClientContext>
  );
}

/** A page of one dataset is only stale when that dataset changed; lists of datasets always are. */
function isAbout([topic, name]: readonly unknown[], ids: readonly string[]): boolean {
  if (topic !== 'datasets') return false;
  return !isId(name) || ids.includes(name);
}

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('no ClientProvider above');
  return client;
}

/** What `read` makes of the client, read again whenever one of the topics is touched or `deps` change. */
export function useLive<T>(topics: readonly string[], read: (client: Client) => T, deps: readonly unknown[] = []): T {
  const client = useClient();
  const name = topics.join('\n');
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = name.split('\n').map((topic) => client.topics.subscribe(topic, listener));
      return () => stops.forEach((stop) => stop());
    },
    [client, name],
  );
  const version = useSyncExternalStore(subscribe, () => topics.map((topic) => client.topics.version(topic)).join());
  // `read` is new on each render; what it reads is named by the topics and deps.
  // eslint-disable-next-line react-hooks/exhaustive-deps, react-hooks/use-memo
  return useMemo(() => read(client), [client, name, version, ...deps]);
}
