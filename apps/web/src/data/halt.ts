import { useQuery, type UseQueryResult } from '@tanstack/react-query';

/** While the access log is halted: since when. */
export interface Halt {
  readonly since: string | null;
}

const lookEvery = 15_000;

/** Whether writing goes on, as the server says to whoever supervises it. Null where it does, or where nobody can say. */
export function useHalt(isWanted: boolean): UseQueryResult<Halt | null> {
  return useQuery({
    queryKey: ['halt'],
    queryFn: ({ signal }) => look(signal),
    enabled: isWanted,
    refetchInterval: lookEvery,
    staleTime: lookEvery,
  });
}

async function look(signal: AbortSignal): Promise<Halt | null> {
  try {
    const response = await fetch('/health/ready', { signal, cache: 'no-store' });
    const { status, since = null } = (await response.json()) as Partial<Halt> & { readonly status?: unknown };
    return status === 'read_only' ? { since } : null;
  } catch {
    return null;
  }
}
