import type { AccessRecordDetail, AccessRecordView, Id, Instant, LogGroundView, Page } from '@liaison/contracts';
import { recordClasses, type LogGround, type RecordClass } from '@liaison/domain';
import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Query } from '../sync/api.js';
import { now } from '../ui/now.js';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

/** What an auditor asks; it stands in the address, so that a query can be kept and handed on. */
export interface LogQuery {
  readonly within?: LogSpan;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly operation?: Id;
  readonly person?: Id;
  readonly personName?: string;
  readonly agency?: Id;
  readonly object?: Id;
  readonly objectName?: string;
  /** Of an object, `VIDTF17-7K3Q`. */
  readonly reference?: string;
  readonly class?: string;
  /** `noun.verb`. */
  readonly act?: string;
  readonly outcome?: 'success' | 'failure';
  readonly ground?: 'stated' | 'missing';
  /** Words of one, of own people. */
  readonly groundText?: string;
  /** What the reader did stands among the records only when it is asked for. */
  readonly ownActs?: 'shown';
}

/**
 * Whether the reader's own acts are left out: else their own looking fills the newest page. Whoever asks for a class, an
 * act or a person is shown all of it.
 */
export const leavesOutOwn = (query: LogQuery): boolean =>
  query.ownActs !== 'shown' && !query.class && !query.act && !query.person;

const logSpans = ['hour', 'day', 'week', 'month', 'all'] as const;
export type LogSpan = (typeof logSpans)[number];
export const spanHours: Readonly<Record<Exclude<LogSpan, 'all'>, number>> = { hour: 1, day: 24, week: 168, month: 720 };

const words = [
  'from',
  'to',
  'operation',
  'person',
  'personName',
  'agency',
  'object',
  'objectName',
  'reference',
  'act',
  'groundText',
];

/** Reads an address; what does not fit is left out. */
export function logQueryOf(search: Record<string, unknown>): LogQuery {
  const given = Object.entries(search).filter(
    ([name, value]) => words.includes(name) && typeof value === 'string' && value !== '',
  );
  const within = logSpans.find((span) => span === search.within);
  const outcome = (['success', 'failure'] as const).find((one) => one === search.outcome);
  const ground = (['stated', 'missing'] as const).find((one) => one === search.ground);
  const classes = classesOf(typeof search.class === 'string' ? search.class : undefined);
  return {
    ...Object.fromEntries(given),
    ...(within && { within }),
    ...(outcome && { outcome }),
    ...(ground && { ground }),
    ...(search.ownActs === 'shown' && { ownActs: search.ownActs }),
    ...(classes.length > 0 && { class: classes.join(',') }),
  };
}

export const classesOf = (list: string | undefined): readonly RecordClass[] => {
  const wanted = (list ?? '').split(',');
  return recordClasses.filter((one) => wanted.includes(one));
};

/** The span as an instant, to the minute, so that the same question stays the same for a while. */
export function startOf(query: LogQuery, present: number = now()): Instant | undefined {
  if (query.from !== undefined) return query.from;
  const within = query.within ?? 'week';
  if (within === 'all') return undefined;
  return new Date(Math.floor((present - spanHours[within] * 3_600_000) / 60_000) * 60_000).toISOString();
}

export const filtersOf = (query: LogQuery): Query => ({
  from: startOf(query),
  to: query.to,
  operation: query.operation,
  person: query.person,
  agency: query.agency,
  object: query.object,
  reference: query.reference,
  class: query.class,
  act: query.act,
  outcome: query.outcome,
  ground: query.ground,
  groundText: query.groundText,
  ownActs: leavesOutOwn(query) ? 'hidden' : undefined,
});

/** Every look-up is recorded: what was answered stays until it is asked again on purpose. */
export const asked = { staleTime: Infinity } as const;

/** Pages of 100, newest first. Each is a look-up of the auditor's and is recorded as one. */
export function useLog(query: LogQuery): UseInfiniteQueryResult<InfiniteData<Page<AccessRecordView>>> {
  const { api } = useClient();
  return useInfiniteQuery({
    queryKey: ['log', 'records', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AccessRecordView>>('/log', { ...filtersOf(query), next: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    ...asked,
  });
}

/** One record, why it was decided so, and what the person could see then. */
export function useRecord(id: Id): UseQueryResult<AccessRecordDetail> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['log', 'record', id],
    queryFn: ({ signal }) => api.get<AccessRecordDetail>(`/log/records/${id}`, {}, signal),
    ...asked,
  });
}

const groundKey = ['log', 'ground'] as const;

/** Why this session reads the log; asked for again when the server says that none stands. */
export function useLogGround(): UseQueryResult<LogGroundView> {
  const { api } = useClient();
  const queries = useQueryClient();
  useEffect(
    () =>
      api.onRefusal((problem) => {
        if (problem.reason === 'log_ground_required') void queries.invalidateQueries({ queryKey: groundKey });
      }),
    [api, queries],
  );
  return useQuery({
    queryKey: groundKey,
    queryFn: ({ signal }) => api.get<LogGroundView>('/log/ground', {}, signal),
    ...asked,
  });
}

/** Once a session, before its first look-up. */
export function useStateGround(): Act<LogGround, LogGroundView> {
  const { api } = useClient();
  const queries = useQueryClient();
  return useAct(async (ground) => {
    const stated = await api.post<LogGroundView>('/log/ground', { ground });
    queries.setQueryData(groundKey, stated);
    return stated;
  });
}
