import { canonical, digestOf } from '@liaison/access-record';

/** A record of the range of which fields were erased that its agency could see: its number, and how many; 0 where it shows none. */
export type ErasedRecord = readonly [n: number, fields: number];

/**
 * What the record of an extract says was erased before it was made, so that nobody leaves out more afterwards. By ascending
 * numbers; null where nothing was.
 */
export const erasedMark = (records: readonly ErasedRecord[]): string | null =>
  records.length === 0 ? null : digestOf(new TextEncoder().encode(canonical(records)));
