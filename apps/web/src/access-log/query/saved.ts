import type { LogFilters, NewSavedLogQuery, SavedLogQuery } from '@liaison/contracts';
import { classesOf, leavesOutOwn, spanHours, type LogQuery, type LogSpan } from '../../data/log.js';
import { now } from '../../ui/now.js';
import { without } from './without.js';

/** What is kept of a question: a span stays a span, exact times stay exact. */
export function savedOf(name: string, query: LogQuery): NewSavedLogQuery {
  const filters = without(query, 'within', 'personName', 'objectName', 'ownActs', 'class') as Omit<
    LogQuery,
    'ownActs' | 'class'
  >;
  const { class: classes } = query;
  const span = query.within ?? 'week';
  const isExact = query.from !== undefined || query.to !== undefined;
  return {
    name,
    filters: {
      ...filters,
      ...(classes !== undefined && { class: classesOf(classes) }),
      ...(leavesOutOwn(query) && { ownActs: 'hidden' }),
    },
    ...(!isExact && span !== 'all' && { withinHours: spanHours[span] }),
  };
}

/** A kept question as it is asked again now. */
export function queryOf({ filters, withinHours }: Pick<SavedLogQuery, 'filters' | 'withinHours'>): LogQuery {
  const asked = queryOfFilters(filters);
  if (withinHours === null) return asked.from === undefined ? { ...asked, within: 'all' } : asked;
  const span = (Object.keys(spanHours) as (keyof typeof spanHours)[]).find((one) => spanHours[one] === withinHours);
  return span === undefined
    ? { ...asked, from: new Date(now() - withinHours * 3_600_000).toISOString() }
    : { ...asked, within: span satisfies LogSpan };
}

/** Filters of the wire as a question in the address. */
export function queryOfFilters({ class: classes, ownActs, ...filters }: LogFilters): LogQuery {
  const given: LogQuery = Object.fromEntries(Object.entries(filters).filter(([, value]) => Boolean(value)));
  const asked: LogQuery = { ...given, ...(classes && classes.length > 0 && { class: classes.join(',') }) };
  return ownActs === undefined && leavesOutOwn(asked) ? { ...asked, ownActs: 'shown' } : asked;
}
