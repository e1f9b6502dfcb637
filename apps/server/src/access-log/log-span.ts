import type { LogFilters } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import type { LogSpan } from '@liaison/persistence';

const day = 86_400_000;
const longest = 366;

/** Both times of what is counted: without a beginning the 30 days before the end; without an end all that is done by now. */
export function countedSpan(filters: LogFilters, now: Date): LogSpan {
  const to = filters.to ?? new Date(now.getTime() + 1).toISOString();
  const from = filters.from ?? new Date(Date.parse(to) - 30 * day).toISOString();
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0) throw invalid('from', 'must be before to, and not in the future');
  if (length > longest * day) throw invalid('from', `must be at most ${longest} days before to`);
  return { ...filters, from, to };
}
