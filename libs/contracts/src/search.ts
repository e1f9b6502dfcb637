import type { Id, Instant } from './resource.js';

export interface SearchHit {
  readonly kind: 'message' | 'thread' | 'dataset';
  readonly id: Id;
  readonly operation: Id;
  readonly compartment: Id;
  readonly thread: Id | null;
  readonly dataset: Id | null;
  readonly title: string;
  /** Words around the find; null where the text has to be opened alone. */
  readonly excerpt: string | null;
  readonly author: Id | null;
  readonly at: Instant;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly next: string | null;
  /** How far back it was looked, where so much holds the words that looking ended before the end: `next` goes on from there. */
  readonly searchedTo: Instant | null;
}
