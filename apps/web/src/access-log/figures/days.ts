import type { Day, Instant, LogCounts } from '@liaison/contracts';

export interface DayCount {
  readonly day: Day;
  readonly count: number;
  readonly denied: number;
}

/** Every day of the zone that the span touches, those without records as well. */
export function allDays({
  from,
  to,
  zone,
  days,
}: Pick<LogCounts, 'from' | 'to' | 'zone' | 'days'>): readonly DayCount[] {
  const counted = new Map(days.map((one) => [one.day, one]));
  const last = dayIn(zone, new Date(Date.parse(to) - 1).toISOString());
  const found: DayCount[] = [];
  for (let day = dayIn(zone, from); day <= last && found.length < 400; day = dayAfter(day))
    found.push(counted.get(day) ?? { day, count: 0, denied: 0 });
  return found;
}

const dayIn = (zone: string, at: Instant): Day =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(at));

const dayAfter = (day: Day): Day => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
