import type {
  Id,
  ImportCommitInput,
  ImportInput,
  ImportInspection,
  ImportRow,
  ImportView,
  Page,
} from '@liaison/contracts';
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '../sync/api.js';
import { useClient } from './client.js';

/** So much of a file is enough to see its columns. */
const inspectedBytes = 64 * 1024;

/** The door of imports: the file goes over it twice, once its beginning, once whole. */
export class Imports {
  private readonly path: string;

  constructor(
    private readonly api: Api,
    operation: Id,
  ) {
    this.path = `/operations/${operation}/imports`;
  }

  inspect(file: Blob): Promise<ImportInspection> {
    return this.api.call('POST', `${this.path}/inspect`, { file: file.slice(0, inspectedBytes) });
  }

  start(input: ImportInput): Promise<ImportView> {
    return this.api.post(this.path, input);
  }

  upload(id: Id, file: Blob, signal: AbortSignal): Promise<ImportView> {
    return this.api.call('PUT', `${this.path}/${id}/content`, { file, signal });
  }

  view(id: Id, shareTo?: Id | null): Promise<ImportView> {
    return this.api.get(`${this.path}/${id}`, { shareTo });
  }

  commit(id: Id, input: ImportCommitInput): Promise<ImportView> {
    return this.api.post(`${this.path}/${id}/commit`, input);
  }

  cancel(id: Id): Promise<void> {
    return this.api.delete(`${this.path}/${id}`);
  }

  /** The rows with errors as a table with their reasons. It goes with the rest of the staging when the import is committed. */
  failedRows(id: Id): Promise<Blob> {
    return this.api.table(`${this.path}/${id}/errors.csv`);
  }
}

export function useImports(operation: Id): Imports {
  const { api } = useClient();
  return useMemo(() => new Imports(api, operation), [api, operation]);
}

/** This person's imports of an operation that wait for their decision. */
export function useWaitingImports(operation: Id): UseQueryResult<readonly ImportView[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['imports', operation],
    queryFn: async ({ signal }) => {
      const all = await api.get<readonly ImportView[]>(`/operations/${operation}/imports`, {}, signal);
      return all.filter((one) => one.state === 'ready');
    },
  });
}

/** Staged rows of one kind, some at a time. */
export function useImportRows(
  operation: Id,
  id: Id,
  only: ImportRow['known'],
): UseInfiniteQueryResult<InfiniteData<Page<ImportRow>>> {
  const { api } = useClient();
  return useInfiniteQuery({
    queryKey: ['imports', operation, id, 'rows', only],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ImportRow>>(
        `/operations/${operation}/imports/${id}/rows`,
        { only, next: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}
