import type { CouldSeeView, Id, Instant, OpenedLine, Page } from '@liaison/contracts';
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useClient } from './client.js';
import { asked, startOf, type LogQuery } from './log.js';

/** Who had the words of an object, and who said that they had read them. */
export function useOpened(query: LogQuery): UseInfiniteQueryResult<InfiniteData<Page<OpenedLine>>> {
  const { api } = useClient();
  const { object, reference } = query;
  return useInfiniteQuery({
    queryKey: ['log', 'opened', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<OpenedLine>>(
        '/log/opened',
        {
          ...(object === undefined ? { reference } : { object }),
          from: startOf(query),
          to: query.to,
          next: pageParam,
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: object !== undefined || reference !== undefined,
    ...asked,
  });
}

/** Where somebody could read at a moment. */
export function useCouldSee(person: Id | undefined, at: Instant | undefined): UseQueryResult<CouldSeeView> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'could-see', person, at],
    queryFn: ({ signal }) => api.get<CouldSeeView>('/log/could-see', { person, at }, signal),
    enabled: person !== undefined && at !== undefined,
    ...asked,
  });
}
