import { LogError, type LogFault } from '@liaison/transparency-log';

/**
 * `container` the zip is not one that this format writes · `digest` a value that its record does not hold ·
 * `undisclosed` a field is left out that the scope shows · `erased` all fields of a record are · `scope` a number that
 * its entry does not hold · `gap` numbers are missing · `repeated` something stands twice · `outside` a record beyond
 * the range shows fields · `incomplete` the range may go on beyond the records · `altered` a file is not the one that
 * was packed · and those of a log.
 */
export type FaultKind =
  | LogFault
  | 'container'
  | 'digest'
  | 'undisclosed'
  | 'erased'
  | 'scope'
  | 'gap'
  | 'repeated'
  | 'outside'
  | 'incomplete'
  | 'altered';

/** Why an extract is not accepted. */
export interface Fault {
  readonly kind: FaultKind;
  /** A file of the extract, or `record 17`: its number in the scope. */
  readonly where: string;
  readonly message: string;
}

export const whereRecord = (n: number): string => `record ${n}`;
/** Null where it is no record's. */
export const recordAt = (where: string): number | null => {
  const n = /\brecord (\d+)$/.exec(where)?.[1];
  return n === undefined ? null : Number(n);
};

export class ExtractError extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
    this.name = 'ExtractError';
  }
}

/** What the work found, or the fault it ended with. */
export function attempt<T>(where: string, faults: Fault[], work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof LogError) faults.push({ kind: error.fault, where, message: error.message });
    else if (error instanceof ExtractError) faults.push({ kind: error.kind, where, message: error.message });
    else throw error;
    return null;
  }
}
