/**
 * A file that cannot be taken as a whole: truncated, malformed, or not what it was said to be. The reason says how to
 * mend it and never repeats what stands in the file.
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly reason: string,
    /** Line, JSON path or byte; empty when the whole file is meant. */
    readonly place = '',
  ) {
    super(place === '' ? reason : `${place}: ${reason}`);
  }
}
