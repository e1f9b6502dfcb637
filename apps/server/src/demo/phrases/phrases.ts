/** What a dataset's note, and so the talk about it, can be about. All of it is description of surroundings. */
export const topics = [
  'audio',
  'socket',
  'vegetation',
  'edition',
  'metadata',
  'open',
  'packaging',
  'receipt',
  'timetable',
  'vehicle',
] as const;
export type Topic = (typeof topics)[number];

/**
 * Sentences of one language. Slots: `{a}` and `{b}` country codes, `{n}` a small number, `{t}` a time of day, `{p}` a
 * pattern of a registration plate, `{ref}` a dataset, `{who}` somebody to whom it is addressed.
 */
export interface Phrases {
  /** ISO 639-1. */
  readonly language: string;
  /** What a thread about a dataset is called, after its reference. */
  readonly titles: Readonly<Record<Topic, string>>;
  readonly sights: Readonly<Record<Topic, readonly string[]>>;
  readonly questions: readonly string[];
  readonly replies: readonly string[];
  /** Threads about running the two weeks, and what is said in them. */
  readonly errands: readonly string[];
  readonly logistics: readonly string[];
  readonly decisions: readonly string[];
}
