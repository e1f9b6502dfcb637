import type { LogVolume } from '@liaison/contracts';
import type { Bar } from './bars.js';

/** What is counted of people's acts. */
export const measures = ['records', 'consultations', 'disclosures', 'exports', 'denied', 'withoutGround'] as const;
export type Measure = (typeof measures)[number];

export const measureWords: Readonly<Record<Measure, string>> = {
  records: 'Records',
  consultations: 'Consultations',
  disclosures: 'Disclosures',
  exports: 'Exports',
  denied: 'Denied',
  withoutGround: 'Without ground',
};

/** Sums by agency, by code; agencies without any are left out. */
export function byAgency(
  people: readonly LogVolume[],
  measure: Measure,
  codeOf: (agency: string | null) => string,
): readonly Bar[] {
  const sums = new Map<string, number>();
  for (const one of people) sums.set(one.agency ?? '', (sums.get(one.agency ?? '') ?? 0) + one[measure]);
  return [...sums]
    .filter(([, count]) => count > 0)
    .map(([id, count]) => ({
      id,
      label: id === '' ? 'not signed in' : codeOf(id),
      count,
      ...(measure === 'denied' && { isDenied: true }),
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
