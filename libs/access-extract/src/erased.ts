import { canonical, digestOf } from '@liaison/access-record';

/** A record of the range of which fields were erased that its agency could see: its number, and those that it still shows. */
export type ErasedRecord = readonly [n: number, shown: readonly string[]];

/**
 * What the record of an extract says was left of these before it was made, so that nobody leaves out more afterwards, or
 * others. By ascending numbers; null where nothing was erased.
 */
export const erasedMark = (records: readonly ErasedRecord[]): string | null =>
  records.length === 0
    ? null
    : digestOf(new TextEncoder().encode(canonical(records.map(([n, shown]) => [n, [...shown].sort()]))));
