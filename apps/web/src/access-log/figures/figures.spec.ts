import { describe, expect, it } from 'vitest';
import { allDays } from './days.js';
import { shadeOf, weekOf } from './hours.js';
import { byAgency } from './measures.js';

describe('figures', () => {
  it('have every hour of a week, those without records as well', () => {
    const week = weekOf([{ weekday: 7, hour: 23, count: 4 }]);
    expect(week).toHaveLength(168);
    expect(week[167]).toEqual({ day: 6, hour: 23, count: 4 });
    expect(week[0]).toEqual({ day: 0, hour: 0, count: 0 });
  });

  it('are darker where there is more, and blank only where there is nothing', () => {
    expect([0, 1, 20, 21, 99, 100].map((count) => shadeOf(count, 100))).toEqual([0, 1, 1, 2, 5, 5]);
  });

  it('have every day of their zone between two instants', () => {
    const days = allDays({
      from: '2025-09-19T22:30:00.000Z',
      to: '2025-09-21T22:00:00.000Z',
      zone: 'Europe/Amsterdam',
      days: [{ day: '2025-09-21', count: 3, denied: 1 }],
    });
    expect(days).toEqual([
      { day: '2025-09-20', count: 0, denied: 0 },
      { day: '2025-09-21', count: 3, denied: 1 },
    ]);
  });

  it('are summed by agency and stand by its code', () => {
    const line = { records: 2, consultations: 1, disclosures: 0, exports: 0, denied: 1, withoutGround: 0 };
    const of = (agency: string | null, person: string | null) => ({
      ...line,
      agency,
      person,
      erased: false,
      personName: null,
      first: '',
      last: '',
    });
    const people = [of('se', 'p'), of('nl', 'q'), of('nl', 'r'), of(null, null)];
    const bars = byAgency(people, 'records', (id) => (id ?? '').toUpperCase());
    expect(bars.map((bar) => [bar.label, bar.count])).toEqual([
      ['NL', 4],
      ['not signed in', 2],
      ['SE', 2],
    ]);
    expect(byAgency(people, 'exports', String)).toEqual([]);
  });
});
