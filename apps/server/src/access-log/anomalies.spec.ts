import type { PersonDay } from '@liaison/persistence';
import { anomaliesOf, daysBefore } from './anomalies.js';

const quiet = { person: 'ana', late: 0, ungrounded: 0 };
const today = '2025-09-15';
/** Twenty reads on each of the days before. */
const before = (count: number, reads = 20): PersonDay[] =>
  Array.from({ length: count }, (_, at) => ({ ...quiet, day: daysBefore(today, at + 1), reads }));
const on = (reads: number, more: Partial<PersonDay> = {}): PersonDay => ({ ...quiet, day: today, reads, ...more });
const kinds = (days: readonly PersonDay[]): readonly string[] => anomaliesOf(days, [], today).map(({ kind }) => kind);

describe('an unusual volume', () => {
  it('is told after three days of history', () => {
    const [found] = anomaliesOf([...before(3), on(90)], [], today);
    expect(found?.explanation).toContain('On 3 days of the eight weeks before it was usually 20 and at most 20.');
  });

  it('is more than three times the person’s own usual day, and says both', () => {
    const [found] = anomaliesOf([...before(9), on(90)], [], today);
    expect(found).toMatchObject({ kind: 'unusual_volume', count: 90 });
    expect(found?.explanation).toContain('90 consultations and disclosures on 2025-09-15');
    expect(found?.explanation).toContain('usually 20 and at most 20');
  });

  it.each([
    ['three times the usual', [...before(9), on(60)]],
    ['less than fifty', [...before(9, 2), on(49)]],
    ['less than an earlier day', [...before(9), { ...quiet, day: daysBefore(today, 12), reads: 200 }, on(90)]],
    ['of somebody new', [...before(2), on(400)]],
    ['measured by somebody else’s days', [...before(9).map((day) => ({ ...day, person: 'ben' })), on(400)]],
    ['measured by days of long ago', [...before(9).map((one) => ({ ...one, day: daysBefore(one.day, 60) })), on(400)]],
  ])('is none: %s', (_name, days) => {
    expect(kinds(days)).toEqual([]);
  });
});

it('names what was out of hours and what had no ground, in days that were asked for alone', () => {
  expect(kinds([on(5, { late: 2, ungrounded: 1 })])).toEqual(['missing_ground', 'out_of_hours']);
  expect(kinds([{ ...on(5, { late: 2 }), day: daysBefore(today, 1) }])).toEqual([]);
});

it('names ten datasets in a day that were no task, and not nine', () => {
  const without = (datasets: number) =>
    anomaliesOf([], [{ person: 'ana', day: today, datasets }], today).map(({ count }) => count);
  expect(without(10)).toEqual([10]);
  expect(without(9)).toEqual([]);
});

it('looks through a thousand people’s three months at once', () => {
  const people = Array.from({ length: 1_000 }, (_, at) => `person ${at}`);
  const days = people.flatMap((person) => before(90, 60).map((one) => ({ ...one, person })));
  const began = performance.now();
  expect(anomaliesOf(days, [], daysBefore(today, 90))).toEqual([]);
  expect(performance.now() - began).toBeLessThan(5_000);
});
