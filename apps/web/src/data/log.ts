import type { AccessRecordView, Id, Instant, Page } from '@liaison/contracts';
import { recordClasses, type RecordClass } from '@liaison/domain';
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Query } from '../sync/api.js';
import { now } from '../ui/now.js';
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
  readonly outcome?: 'success' | 'failure';
}

const logSpans = ['hour', 'day', 'week', 'month', 'all'] as const;
export type LogSpan = (typeof logSpans)[number];
const hours: Readonly<Record<Exclude<LogSpan, 'all'>, number>> = { hour: 1, day: 24, week: 168, month: 720 };

/** Reads an address; what does not fit is left out. */
export function logQueryOf(search: Record<string, unknown>): LogQuery {
  const text = (name: string): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const within = logSpans.find((span) => span === search.within);
  const outcome = (['success', 'failure'] as const).find((one) => one === search.outcome);
  const words = Object.fromEntries(
    (
      ['from', 'to', 'operation', 'person', 'personName', 'agency', 'object', 'objectName', 'reference'] as const
    ).flatMap((name) => {
      const value = text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const classes = classesOf(text('class'));
  return {
    ...words,
    ...(within && { within }),
    ...(outcome && { outcome }),
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
  return new Date(Math.floor((present - hours[within] * 3_600_000) / 60_000) * 60_000).toISOString();
}

const filtersOf = (query: LogQuery): Query => ({
  from: startOf(query),
  to: query.to,
  operation: query.operation,
  person: query.person,
  agency: query.agency,
  object: query.object,
  reference: query.reference,
  class: query.class,
  outcome: query.outcome,
});

/** Pages of 100, newest first. Each is a look-up of the auditor's and is recorded as one. */
export function useLog(query: LogQuery): UseInfiniteQueryResult<InfiniteData<Page<AccessRecordView>>> {
  const { api } = useClient();
  return useInfiniteQuery({
    queryKey: ['log', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AccessRecordView>>('/log', { ...filtersOf(query), next: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Infinity,
  });
}
