import type { Id, RecordProof, SignedTree, TreeView } from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

/** How the log's tree stands. */
export function useTree(): UseQueryResult<TreeView> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'tree'],
    queryFn: ({ signal }) => api.get<TreeView>('/log/tree', {}, signal),
    staleTime: 60_000,
  });
}

/** The signed head, and whom one has to trust to believe it. */
export function useSignedTree(): UseQueryResult<SignedTree> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'checkpoint'],
    queryFn: ({ signal }) => api.get<SignedTree>('/log/checkpoint', {}, signal),
    staleTime: 60_000,
  });
}

export interface ProofToCheck {
  readonly proof: RecordProof;
  readonly tree: SignedTree;
}

/** Everything that is needed to check one record here, without asking the server anything more. */
export function useProof(record: Id): Act<void, ProofToCheck> {
  const { api } = useClient();
  return useAct(async () => {
    const [proof, tree] = await Promise.all([
      api.get<RecordProof>(`/log/records/${record}/proof`),
      api.get<SignedTree>('/log/checkpoint'),
    ]);
    return { proof, tree };
  });
}
