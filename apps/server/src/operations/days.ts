import type { Day } from '@liaison/contracts';
import { invalid } from '@liaison/domain';

/** A day counts to its end: the first moment after it, in UTC. */
export const endOf = (day: Day): Date => new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000);

/** When a membership ends that lasts through this day; refuses one that is over already. */
export function endAfter(now: Date, day: Day | null | undefined, path = 'until'): Date | null {
  if (day === undefined || day === null) return null;
  const end = endOf(day);
  if (end.getTime() <= now.getTime()) throw invalid(path, 'must not be in the past');
  return end;
}
