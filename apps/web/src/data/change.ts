import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { Api } from '../sync/api.js';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

/** An act over HTTP that throws away what it made old: everything that was fetched under one of these keys. */
export function useChange<I, O>(old: readonly QueryKey[], act: (api: Api, input: I) => Promise<O>): Act<I, O> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input) => {
    const answer = await act(api, input);
    await Promise.all(old.map((queryKey) => queries.invalidateQueries({ queryKey })));
    return answer;
  });
}
