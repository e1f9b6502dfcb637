import type {
  AccessRecordView,
  Erasure,
  Id,
  LegalHold,
  LegalHoldSet,
  NewErasure,
  NewLegalHold,
  Page,
  RetentionPeriod,
} from '@liaison/contracts';
import { isId, type RecordClass } from '@liaison/domain';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Api } from '../sync/api.js';
import { invalid } from '../sync/refusal.js';
import type { Act } from './act.js';
import { useChange } from './change.js';
import { useClient } from './client.js';
import { namedObjects } from './named-objects.js';

/** Erasures of the own agency's people, newest first; for its coordinators and auditors. */
export function useErasures(isWanted = true): UseQueryResult<readonly Erasure[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['agency', 'erasures'],
    queryFn: ({ signal }) => api.get<readonly Erasure[]>('/agency/erasures', {}, signal),
    enabled: isWanted,
  });
}

export const useAskErasure = (): Act<NewErasure, Erasure> =>
  useChange([['agency', 'erasures']], (api, input) => api.post<Erasure>('/agency/erasures', input));

/** Afterwards nothing that was fetched of the log or the directory is as it was. */
export const useCarryOut = (): Act<Id, Erasure> =>
  useChange([['agency'], ['log']], (api, id) => api.post<Erasure>(`/agency/erasures/${id}/carry-out`));

export const useRefuseErasure = (): Act<Id, Erasure> =>
  useChange([['agency', 'erasures']], (api, id) => api.post<Erasure>(`/agency/erasures/${id}/refuse`));

/** How long the own agency keeps the values of its records; for its coordinators and auditors. */
export function useRetention(): UseQueryResult<readonly RetentionPeriod[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['agency', 'retention'],
    queryFn: ({ signal }) => api.get<readonly RetentionPeriod[]>('/agency/retention', {}, signal),
  });
}

export interface PeriodInput {
  readonly of: RecordClass;
  readonly days: number;
}

export const useSetRetention = (): Act<PeriodInput, RetentionPeriod> =>
  useChange([['agency', 'retention']], (api, { of, days }) =>
    api.put<RetentionPeriod>(`/agency/retention/${of}`, { days }),
  );

/** Legal holds of the reader's side: those in force first. */
export function useHolds(): UseQueryResult<readonly LegalHold[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'holds'],
    queryFn: ({ signal }) => api.get<readonly LegalHold[]>('/log/holds', {}, signal),
    staleTime: 60_000,
  });
}

/** An object may be named by its reference; it is then looked up in the log, which is a record. */
export const useSetHold = (): Act<NewLegalHold, LegalHoldSet> =>
  useChange([['log', 'holds']], async (api, input) =>
    api.post<LegalHoldSet>('/log/holds', {
      ...input,
      ...(input.kind === 'object' && { subject: await objectOf(api, input.subject) }),
    }),
  );

export interface LiftInput {
  readonly id: Id;
  readonly reason: string;
}

export const useLiftHold = (): Act<LiftInput, LegalHold> =>
  useChange([['log', 'holds']], (api, { id, reason }) => api.post<LegalHold>(`/log/holds/${id}/lift`, { reason }));

async function objectOf(api: Api, named: string): Promise<Id> {
  const reference = named.toUpperCase();
  if (isId(named)) return named;
  const { items } = await api.get<Page<AccessRecordView>>('/log', { reference });
  const found = namedObjects(items.flatMap((one) => one.objects)).find(({ ref }) => ref === reference);
  if (found) return found.id;
  throw invalid('subject', 'is in no record that you may see: look at the reference, or give the id');
}
