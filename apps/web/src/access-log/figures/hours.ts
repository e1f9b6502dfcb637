import type { LogCounts } from '@liaison/contracts';
import { hourWords, weekdays } from '../../ui/week-words.js';

export const hoursOfDay: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

export interface HourCell {
  /** 0 is Monday. */
  readonly day: number;
  readonly hour: number;
  readonly count: number;
}

/** All 168 hours of a week, Monday first, those without records as well. */
export function weekOf(hours: LogCounts['hours']): readonly HourCell[] {
  const counts = new Map(hours.map((one) => [(one.weekday - 1) * 24 + one.hour, one.count]));
  return Array.from({ length: 168 }, (_, at) => ({
    day: Math.floor(at / 24),
    hour: at % 24,
    count: counts.get(at) ?? 0,
  }));
}

/** 0 for nothing, 1 to 5 by equal parts of the highest: the five shades of a heat map. */
export const shadeOf = (count: number, most: number): number => (count === 0 ? 0 : Math.ceil((count / most) * 5));

export const placeOf = ({ day, hour }: HourCell): string => `${weekdays[day] ?? ''} ${hourWords(hour)}`;
