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
  /** Each harm ten times and each form of a request by everybody; else once, and by some. */
  readonly isThorough: boolean;
}

/** True: a hole is left on purpose, and the part has to go red. */
export type Planted = boolean;
