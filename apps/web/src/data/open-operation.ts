import type { Day, Id, OperationView } from '@liaison/contracts';
import type { Classification, OperationTemplate } from '@liaison/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

export interface OperationInput {
  readonly codeName: string;
  readonly template: OperationTemplate;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly grounds: readonly string[];
  readonly deputyLead: Id;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly ceiling: Classification;
  readonly retentionDays: number;
}

/** Whoever opens it is its lead from then on. */
export function useOpenOperation(): Act<OperationInput, OperationView> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input) => {
    const opened = await api.post<OperationView>('/operations', input);
    queries.setQueryData(['operations', opened.id], opened);
    await queries.invalidateQueries({ queryKey: ['operations'] });
    return opened;
  });
}
