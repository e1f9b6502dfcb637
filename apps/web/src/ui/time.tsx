import type { Day, Instant } from '@liaison/contracts';
import { now } from './now.js';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const fullDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const calendarDay = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const utc = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' });
const dayName = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

const dayMs = 86_400_000;

/** `09:12` today, `Mon` in the last six days, `12 Jul` in the last half year, else with the year. */
export function shortTime(at: Instant, present: number = now()): string {
  const then = new Date(at);
  if (then.toDateString() === new Date(present).toDateString()) return clock.format(then);
  const age = Math.abs(present - then.getTime());
  if (age < 6 * dayMs) return weekday.format(then);
  return age < 180 * dayMs ? dayMonth.format(then) : fullDay.format(then);
}

export const clockTime = (at: Instant): string => clock.format(new Date(at));
export const exactTime = (at: Instant): string => exact.format(new Date(at));
const utcTime = (at: Instant): string => `${utc.format(new Date(at))} UTC`;
export const dayWords = (at: Instant): string => dayName.format(new Date(at));
/** A day is the same day in every zone. */
export const shortDay = (day: Day): string => calendarDay.format(new Date(`${day}T00:00:00Z`));
/** What lasts through a day ends with the first instant after it: `2025-09-27T00:00:00Z` is the end of the 26th. */
export const lastDayOf = (end: Instant): Day => new Date(Date.parse(end) - 1).toISOString().slice(0, 10);

export interface TimeProps {
  readonly at: Instant;
  /** `short` by distance, `clock` the hour alone, `full` everything, `utc` for the log. */
  readonly as?: 'short' | 'clock' | 'full' | 'utc';
}

const forms = { short: (at: Instant) => shortTime(at), clock: clockTime, full: exactTime, utc: utcTime } as const;

/** An instant in the person's own zone; its title says it exactly. */
export const Time = ({ at, as = 'short' }: TimeProps) => (
  <time dateTime={at} title={as === 'utc' ? exactTime(at) : `${exactTime(at)} (${utcTime(at)})`}>
    {forms[as](at)}
  </time>
);
