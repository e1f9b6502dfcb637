import type {
  AudienceMatrix,
  Day,
  Id,
  Instant,
  MemberListAnswer,
  MemberView,
  OperationView,
  ReadersView,
} from '@liaison/contracts';
import type { LegalRegime, MemberRole, OperationPhase } from '@liaison/domain';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Api } from '../sync/api.js';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

/** One act on an operation: what it made old is fetched again before it counts as done. */
function useOperationAct<I, O>(operation: Id, act: (api: Api, path: string, input: I) => Promise<O>): Act<I, O> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (input) => {
    const answer = await act(api, `/operations/${operation}`, input);
    await queries.invalidateQueries({ queryKey: ['operations'] });
    return answer;
  });
}

export interface Invitation {
  readonly agency: Id;
  readonly kind: 'participant' | 'observer';
  readonly until?: Day;
  readonly desk?: boolean;
}

export const useInvite = (operation: Id): Act<Invitation, OperationView> =>
  useOperationAct(operation, (api, path, input) => api.post<OperationView>(`${path}/participations`, input));

export const useAccept = (operation: Id, agency: Id): Act<LegalRegime, OperationView> =>
  useOperationAct(operation, (api, path, regime) =>
    api.post<OperationView>(`${path}/participations/${agency}/answer`, { answer: 'accept', regime }),
  );

export const useDecline = (operation: Id, agency: Id): Act<void, OperationView> =>
  useOperationAct(operation, (api, path) =>
    api.post<OperationView>(`${path}/participations/${agency}/answer`, { answer: 'decline' }),
  );

export const useWithdrawAgency = (operation: Id, agency: Id): Act<void, OperationView> =>
  useOperationAct(operation, (api, path) => api.post<OperationView>(`${path}/participations/${agency}/withdraw`));

export const useRemoveAgency = (operation: Id, agency: Id): Act<void, OperationView> =>
  useOperationAct(operation, (api, path) => api.delete<OperationView>(`${path}/participations/${agency}`));

export const useAnswerAdmission = (operation: Id, agency: Id): Act<boolean, OperationView> =>
  useOperationAct(operation, (api, path, withItems) =>
    api.post<OperationView>(`${path}/admissions/${agency}/answer`, { withItems }),
  );

export interface Nomination {
  readonly person: Id;
  readonly role: MemberRole;
  readonly until?: Day;
}

export const useNominate = (operation: Id): Act<Nomination, MemberView> =>
  useOperationAct(operation, (api, path, input) => api.post<MemberView>(`${path}/members`, input));

export interface MemberList {
  readonly text: string;
  readonly mode: 'all_or_nothing' | 'good_lines';
}

export const useNominateList = (operation: Id): Act<MemberList, MemberListAnswer> =>
  useOperationAct(operation, (api, path, input) => api.post<MemberListAnswer>(`${path}/members/list`, input));

export const useChangeMember = (
  operation: Id,
  member: Id,
): Act<{ readonly role?: MemberRole; readonly until?: Day | null }, MemberView> =>
  useOperationAct(operation, (api, path, input) => api.patch<MemberView>(`${path}/members/${member}`, input));

export const useReplaceMember = (operation: Id, member: Id): Act<Id, MemberView> =>
  useOperationAct(operation, (api, path, successor) =>
    api.post<MemberView>(`${path}/members/${member}/replace`, { successor }),
  );

export const useDelegateReleases = (operation: Id, member: Id): Act<boolean, MemberView> =>
  useOperationAct(operation, (api, path, answers) => {
    const delegation = `${path}/members/${member}/release-delegation`;
    return answers ? api.post<MemberView>(delegation) : api.delete<MemberView>(delegation);
  });

export const useRemoveMember = (operation: Id, member: Id): Act<void, true> =>
  useOperationAct(operation, async (api, path): Promise<true> => {
    await api.delete(`${path}/members/${member}`);
    return true;
  });

export const useChangePhase = (
  operation: Id,
): Act<{ readonly version: number; readonly phase: OperationPhase }, OperationView> =>
  useOperationAct(operation, (api, path, input) => api.post<OperationView>(`${path}/phase`, input));

export interface OperationEdit {
  readonly version: number;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly grounds?: readonly string[];
  readonly startsOn?: Day;
  readonly endsOn?: Day;
  readonly retentionDays?: number;
}

export const useEditOperation = (operation: Id): Act<OperationEdit, OperationView> =>
  useOperationAct(operation, (api, path, input) => api.patch<OperationView>(path, input));

/** Who reads where, as far as this person may know. */
export function useMatrix(operation: Id): UseQueryResult<AudienceMatrix> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['operations', operation, 'matrix'],
    queryFn: ({ signal }) => api.get<AudienceMatrix>(`/operations/${operation}/compartments/matrix`, {}, signal),
  });
}

/** Who could read a compartment at a moment. A look-up of its own, recorded. */
export function useReadersAt(): Act<{ readonly compartment: Id; readonly at?: Instant }, ReadersView> {
  const { api } = useClient();
  return useAct(({ compartment, at }) => api.get<ReadersView>(`/compartments/${compartment}/readers`, { at }));
}
