export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_many',
  'unavailable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One refused field: `path` as in the input (`input.text`, `rows[3].origin`), `reason` says how to mend it. */
export interface FieldProblem {
  readonly path: string;
  readonly reason: string;
}

export interface ErrorDetails {
  /** Machine-readable cause inside the code, for example `audience_changed`. */
  readonly reason?: string;
  readonly fields?: readonly FieldProblem[];
  /** What the person needs in order to go on, for example the difference between two audiences. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * The only error that crosses a door. It never carries input, driver text or the name of something the actor may not
 * see. Translated to RFC 9457 problem JSON on HTTP and to an acknowledgement on the socket.
 */
export class DomainError extends Error {
  readonly reason?: string;
  readonly fields?: readonly FieldProblem[];
  readonly extra?: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    details: ErrorDetails = {},
  ) {
    super(detail);
    this.name = 'DomainError';
    this.reason = details.reason;
    this.fields = details.fields;
    this.extra = details.extra;
  }
}

/** "Not there" and "not yours" are this one answer, byte for byte (rule 10). */
export const notFound = (): DomainError => new DomainError('not_found', 'There is nothing here that you may see.');

/** One bad field, named by its path, with the way to mend it. */
export const invalid = (path: string, reason: string): DomainError =>
  new DomainError('invalid', 'Some fields need mending.', { fields: [{ path, reason }] });

export const conflict = (reason: string, detail: string, extra?: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError('conflict', detail, { reason, extra });
