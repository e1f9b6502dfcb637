export interface LogSizes {
  /** Proofs of which every field is changed in every way. */
  readonly proofs: number;
  /** Entries of the log that is damaged. */
  readonly entries: number;
  readonly flips: number;
  readonly forks: number;
  /** People who are erased, among so many records. */
  readonly subjects: number;
  readonly records: number;
  /** Whether each kind of request is asked under every fault, or under two of them. */
  readonly everyFault: boolean;
}

/** True: a hole is left on purpose, and the part has to go red. */
export type Planted = boolean;
