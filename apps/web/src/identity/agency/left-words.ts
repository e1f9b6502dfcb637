import type { LeftItem } from '@liaison/contracts';

const kindWords = {
  all: 'All participants',
  agency: 'one agency',
  agencies: 'an audience of agencies',
  seats: 'an audience of named people',
} as const;

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** `All participants: 4 agencies, 11 people`: how many, never who. */
export const audienceWords = ({ kind, agencies, people }: LeftItem['audiences'][number]): string =>
  `${kindWords[kind]}: ${count(agencies, 'agency', 'agencies')}, ${count(people, 'person', 'people')}`;

export const countWords = (datasets: number): string => count(datasets, 'dataset', 'datasets');

export const isFrozen = ({ audiences }: LeftItem): boolean => audiences.some(({ frozen }) => frozen);
