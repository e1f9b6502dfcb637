import type {
  AgencyHours,
  AgencyPerson,
  AgencyRef,
  AgencySettings,
  Id,
  NewAgency,
  NewPerson,
  SetPasswordLink,
} from '@liaison/contracts';
import type { AgencyDuty } from '@liaison/domain';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Act } from './act.js';
import { useChange } from './change.js';
import { useClient } from './client.js';

/** What one's own agency has decided for its people. */
export function useAgency(): UseQueryResult<AgencySettings> {
  const { api } = useClient();
  return useQuery({ queryKey: ['agency'], queryFn: ({ signal }) => api.get<AgencySettings>('/agency', {}, signal) });
}

/** Everybody of one's own agency. */
export function useColleagues(isWanted = true): UseQueryResult<readonly AgencyPerson[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['agency', 'people'],
    queryFn: ({ signal }) => api.get<readonly AgencyPerson[]>('/agency/people', {}, signal),
    enabled: isWanted,
  });
}

/** The installation's directory of agencies; `isFresh` where one of today must be in it. */
export function useAgencies(isWanted = true, isFresh = false): UseQueryResult<readonly AgencyRef[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['agencies'],
    queryFn: ({ signal }) => api.get<readonly AgencyRef[]>('/agencies', {}, signal),
    enabled: isWanted,
    staleTime: 5 * 60_000,
    ...(isFresh && { refetchOnMount: 'always' as const }),
  });
}

/** The agency whose material a dataset is. It need not take part, so the installation's directory names it. */
export function useOrigin(): (id: Id) => AgencyRef | undefined {
  const { data } = useAgencies();
  return useMemo(() => {
    const known = new Map((data ?? []).map((agency) => [agency.id, agency]));
    return (id) => known.get(id);
  }, [data]);
}

export interface PersonInput {
  readonly name: string;
  readonly handle: string;
  readonly signInName: string;
}

export interface PersonChange {
  readonly person: Id;
  readonly active?: boolean;
  readonly duties?: readonly AgencyDuty[];
  readonly oversight?: boolean;
}

export interface AgencyInput {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly firstCoordinator: PersonInput;
}

export const useAddPerson = (): Act<PersonInput, NewPerson> =>
  useChange([['agency', 'people']], (api, input) => api.post<NewPerson>('/agency/people', input));

export const useChangePerson = (): Act<PersonChange, AgencyPerson> =>
  useChange([['agency', 'people']], (api, { person, ...change }) =>
    api.patch<AgencyPerson>(`/agency/people/${person}`, change),
  );

export const useNewLink = (): Act<Id, SetPasswordLink> =>
  useChange([['agency', 'people']], (api, person) =>
    api.post<SetPasswordLink>(`/agency/people/${person}/set-password-link`),
  );

export interface AgencyPolicy {
  readonly groundRequired?: boolean;
  readonly presence?: boolean;
  readonly hours?: AgencyHours;
}

export const useSetPolicy = (): Act<AgencyPolicy, AgencySettings> =>
  useChange([['agency']], (api, policy) => api.patch<AgencySettings>('/agency', policy));

export const useAddAgency = (): Act<AgencyInput, NewAgency> =>
  useChange([['agencies']], (api, input) => api.post<NewAgency>('/agencies', input));

/** Works until the agency's first coordinator has set a password; then only the agency itself makes links. */
export const useRenewFirstLink = (): Act<Id, SetPasswordLink> =>
  useChange([['agencies']], (api, agency) => api.post<SetPasswordLink>(`/agencies/${agency}/set-password-link`));
